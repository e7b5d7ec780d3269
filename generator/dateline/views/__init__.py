"""The table of views: every kind of page, in the order in which they are built.

If two pages claim the same address, the one of the earlier view keeps it. To add a kind of page,
write its file in this folder and add its row here; see docs/recipes.md.
"""

from __future__ import annotations

from dateline.views.advertisements import AdvertisementView
from dateline.views.article import ArticleView
from dateline.views.assembled import (
    Assembled,
    FilesPack,
    ListsPack,
    Pack,
    SaveableVolumes,
    SearchManifest,
    WordMap,
)
from dateline.views.base import Output
from dateline.views.calendar import CalendarView
from dateline.views.cms import CmsView
from dateline.views.comments import ThanksView
from dateline.views.copied import ContentFileView, PictureView, ThemeAssetView
from dateline.views.corrections import CorrectionsFeedView, CorrectionsView
from dateline.views.ended_feeds import EndedFeedView
from dateline.views.feeds import JsonFeedView, SiteFeedView, TermFeedView
from dateline.views.fragments import FragmentView
from dateline.views.headers import HeadersView
from dateline.views.history import HistoryView
from dateline.views.home import HomeView
from dateline.views.offline import OfflineView, ServiceWorkerView, WebManifestView
from dateline.views.old_addresses import OldAddressesView, RedirectRulesView
from dateline.views.on_this_day import OnThisDayView
from dateline.views.redirect import RedirectView
from dateline.views.share import SharePictureView
from dateline.views.single import NotFoundView, OpenSearchView, RobotsView, SearchView
from dateline.views.sitemaps import (
    NewsSitemapView,
    OtherSitemapView,
    SitemapIndexView,
    VolumeSitemapView,
)
from dateline.views.static_page import StaticPageView
from dateline.views.taxonomy import TaxonomyView
from dateline.views.term import TermView
from dateline.views.withdrawn import WithdrawalMarkView, WithdrawnView

VIEWS: tuple[Output, ...] = (
    HomeView(),
    ArticleView(),
    StaticPageView(),
    WithdrawnView(),
    HistoryView(),
    CalendarView(),
    OnThisDayView(),
    CorrectionsView(),
    TaxonomyView(),
    TermView(),
    SiteFeedView(),
    JsonFeedView(),
    TermFeedView(),
    CorrectionsFeedView(),
    FragmentView(),
    AdvertisementView(),
    VolumeSitemapView(),
    OtherSitemapView(),
    SitemapIndexView(),
    NewsSitemapView(),
    SearchView(),
    OpenSearchView(),
    OfflineView(),
    WebManifestView(),
    ServiceWorkerView(),
    NotFoundView(),
    ThanksView(),
    RobotsView(),
    HeadersView(),
    CmsView(),
    ContentFileView(),
    WithdrawalMarkView(),
    PictureView(),
    SharePictureView(),
    ThemeAssetView(),
    RedirectView(),
    EndedFeedView(),
    OldAddressesView(),
    RedirectRulesView(),
)

SEARCH_MANIFEST, WORD_MAP = SearchManifest(), WordMap()
PACK, LISTS_PACK, FILES_PACK = Pack(), ListsPack(), FilesPack()
SAVEABLE_VOLUMES = SaveableVolumes()
ASSEMBLED: tuple[Assembled, ...] = (
    SEARCH_MANIFEST,
    WORD_MAP,
    PACK,
    LISTS_PACK,
    FILES_PACK,
    SAVEABLE_VOLUMES,
)
"""The kinds of files that are not planned but assembled from finished ones."""

BY_NAME: dict[str, Output] = {view.name: view for view in (*VIEWS, *ASSEMBLED)}
