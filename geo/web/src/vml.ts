// Leaflet looks for Internet Explorer's VML by calling something that is not there, and catches the error. To word that
// error a browser reads the whole script a second time, a tenth of the opening; so the something is there.
Object.assign(document, { namespaces: { add() {} } });
