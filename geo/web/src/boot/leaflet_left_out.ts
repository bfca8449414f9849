// In place of two files of Leaflet's (`build.mjs`): drawing in Internet Explorer, and markers that are dragged. Leaflet asks
// whether it has them.
export const vmlCreate = undefined;
export const vmlMixin = undefined;
export const MarkerDrag = undefined;
