"""Comments that begin like markers: which are left to other tools, and which are refused."""

from __future__ import annotations

import pytest

from apidocgen.access.audience import Audience, TierLadder
from apidocgen.variants.annotations import AnnotationError, Annotations
from apidocgen.variants.markers import Block, is_marked, parse_markers, visible_text

TIERS = TierLadder(("free", "premium"))
FREE = Audience("free", "Free", tier="free", labels=frozenset({"free", "third-party"}))
DECLARED = Annotations("x-platform-tag", TIERS, (FREE,))
PLAIN = Annotations("x-audience", TierLadder(()), (Audience("all", "All", implicit=True),))

FOREIGN = [
    "<!-- x-release-please-version -->",
    "<!--x-release-please-start-version-->",
    "<!-- x-release-please-end -->",
]
UNKNOWN = [
    "<!-- X-Rays show bones -->",
    "<!-- x-hide -->",
    "<!-- x-rays: strong -->",
    "<!-- x-toc: true, depth: 2 -->",
]
REFUSED = [
    "<!-- x-teir -->",
    "<!-- x-tiers: premium -->",
    "<!-- x-tier-premium -->",
    "<!-- x-tier premium -->",
    "<!-- x-audiance -->",
    "<!-- x-audience-third -->",
    "<!-- x-intern -->",
    "<!-- x-internal-only -->",
    "<!-- x-only-internal -->",
    "<!-- x_tier: premium -->",
    "<!--- x-release-please-version --->",
    "<!-- x- release -->",
    "<!-- /x-release -->",
    "<!-- x-secret -->y<!-- /x-secret -->",
    "<!-- x-secret -->y<!--/x-secret-->",
    "<!-- x-release <!-- x-tier: premium -->",
    "<!-- x-release-please-version",
]
NAMING_SOMEBODY = [
    "<!-- x-plan: gold -->",
    "<!-- x-plan premium -->",
    "<!-- x-premium -->",
    "<!-- x-Premium-users -->",
    "<!-- x-third-party -->",
    "<!-- x-platform-tags free -->",
    "<!-- x-premium_only -->",
    "<!-- x-premiumOnly -->",
    "<!-- x-premum -->",
    "<!-- x-note x-internal true -->",
    "<!-- x-minTier -->",
    "<!-- x-platform -->",
    "<!-- x-release-please premium -->",
    "<!-- x-release-please-premium -->",
]


@pytest.mark.parametrize("comment", FOREIGN)
@pytest.mark.parametrize("annotations", [DECLARED, PLAIN], ids=["audiences", "none"])
def test_comments_of_other_tools_stay(comment: str, annotations: Annotations) -> None:
    text = f"a {comment} b"
    block = parse_markers(text, annotations)
    assert visible_text(block, lambda _: False) == text
    assert not is_marked(text, annotations)


@pytest.mark.parametrize("comment", UNKNOWN)
def test_unknown_comments_stay_where_no_audiences_are(comment: str) -> None:
    assert not is_marked(f"a {comment} b", PLAIN)
    with pytest.raises(AnnotationError):
        parse_markers(f"a {comment} b", DECLARED)


@pytest.mark.parametrize("comment", REFUSED)
@pytest.mark.parametrize("annotations", [DECLARED, PLAIN], ids=["audiences", "none"])
def test_what_may_be_meant_as_a_marker_is_refused(comment: str, annotations: Annotations) -> None:
    text = f"a {comment} b"
    with pytest.raises(AnnotationError):
        parse_markers(text, annotations)
    assert is_marked(text, annotations)


@pytest.mark.parametrize("comment", NAMING_SOMEBODY)
def test_what_names_somebody_is_refused(comment: str) -> None:
    with pytest.raises(AnnotationError):
        parse_markers(f"a {comment} b", DECLARED)


def test_a_comment_of_another_tool_goes_with_the_block_around_it() -> None:
    comment = "<!-- x-release-please-version -->"
    text = f"a <!-- x-tier: premium -->b {comment}<!-- /x-tier --> {comment} c"
    block = parse_markers(text, DECLARED)
    assert len([part for part in block.parts if isinstance(part, Block)]) == 1
    shown = visible_text(block, lambda rule: DECLARED.admits(rule, FREE))
    assert shown == f"a {comment} c"
    assert is_marked(text, DECLARED)
