"""What a stored record is: its kinds of value, its texts in every language, and that nothing unknown gets in."""

import inspect
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from geo.vocabulary import ISO_3166_2, LANGUAGES, Language

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
EDTF_PATTERN = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?(/[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$"

Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=80)]
Edtf = Annotated[str, Field(pattern=EDTF_PATTERN)]
Iso3166_2 = Annotated[str, Field(pattern=ISO_3166_2)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Text = Annotated[str, Field(min_length=1, max_length=2000)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
# Up to 10^15 a double holds every whole number, so that a table keeps what the file said.
Positive = Annotated[float, Field(gt=0, le=1e15)]
Count = Annotated[int, Field(ge=0, le=10**12)]


# A record as JSON has it, before or behind its noun.
Json = dict[str, Any]


class EachLanguage:
    """Marks a text that is written once a language: `name` declares `name_en`, `name_fr` and so on."""

    def __init__(self, description: str, *, needed: tuple[Language, ...] = ()) -> None:
        self.description = description
        self.needed = needed

    def expanded(self, name: str, annotation: Any) -> dict[str, tuple[Any, Any]]:
        """Annotation and field of each language; the first tells of the others."""
        names = [f"{name}_{lang}" for lang in LANGUAGES]
        others = ", ".join(f"`{other}`" for other in names[1:])
        told = {names[0]: f"{self.description.rstrip('.')}; also {others}."}
        return {
            own: (annotation, Field(description=told.get(own)))
            if lang in self.needed
            else (annotation | None, Field(None, description=told.get(own)))
            for own, lang in zip(names, LANGUAGES, strict=True)
        }


class Record(BaseModel):
    """Anything stored: no unknown fields, no silent coercion, no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)
    # Texts that are written once a language, by the stem of their fields.
    translated: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Put the fields of each language in the place of a text marked `EachLanguage`, before Pydantic reads them."""
        super().__init_subclass__(**kwargs)
        annotations: dict[str, Any] = {}
        for name, annotation in inspect.get_annotations(cls).items():
            marks = [item for item in getattr(annotation, "__metadata__", ()) if isinstance(item, EachLanguage)]
            if not marks:
                annotations[name] = annotation
                continue
            cls.translated = (*cls.translated, name)
            for own, (kind, info) in marks[0].expanded(name, annotation).items():
                annotations[own] = kind
                setattr(cls, own, info)
        cls.__annotations__ = annotations


def in_some_language(name: str) -> dict[str, Any]:
    """JSON Schema's words for a text that must be there in one language at least; here a rule asks it."""
    return {"anyOf": [{"required": [f"{name}_{lang}"]} for lang in LANGUAGES]}
