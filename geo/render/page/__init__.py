"""The page around a map: the code it carries, what it holds of the data, and the policy that seals it.

`options` says how a page shows its atlas; `assets` gives the built files; `foreign` reads what Folium's elements bring;
`policy` allows what was placed and nothing else; `compose` has `page_html`, which puts all of it together.
"""

from geo.render.page.compose import FoliumTexts, Parts, page_files, page_html
from geo.render.page.options import Author, PageOptions

__all__ = ["Author", "FoliumTexts", "PageOptions", "Parts", "page_files", "page_html"]
