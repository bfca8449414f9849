"""The page of very many places: their tiles and names in one file, or the tiles beside it."""

from geo.render.many.page import ManyPlaces, many_page

__all__ = ["ManyPlaces", "many_page"]
