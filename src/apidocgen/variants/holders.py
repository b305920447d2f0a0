"""What a parameter, a header or a media type says of the values that stand in it or are sent."""

from __future__ import annotations

from collections.abc import Iterator

from apidocgen.spec.document import Tree
from apidocgen.variants.index import Index


def governing(holder: Tree, index: Index) -> Iterator[Tree]:
    """The schemas that govern the examples of a parameter, header or media type.

    A parameter or header may have a ``content`` in place of a schema (Parameter Object, 4.8.12.2
    in 3.1); its examples should stand there, but often stand beside it.
    """
    for key in ("schema", "itemSchema"):
        if isinstance(holder.get(key), dict):
            yield holder[key]
    content = holder.get("content")
    for media_type in content.values() if isinstance(content, dict) else ():
        if isinstance(media_type, dict):
            yield from governing(index.followed(media_type), index)
