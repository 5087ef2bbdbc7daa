"""Regions for everybody: who belongs to one, its calls and sessions, and what its States show to this reader."""

from dialogue.selectors.commitments import commitments_of
from dialogue.selectors.regions import is_of_region, needs_of_region, papers_of_region, regions_list
from dialogue.selectors.sessions import may_curate, regions_for
from web.views import ListPage, OnePage


class RegionList(ListPage):
    template_name = "dialogue/region_list.html"
    section = "sessions"
    keyset = ("slug",)

    def rows(self, filters):
        return regions_list(self.acting)


class RegionPage(OnePage):
    template_name = "dialogue/region_detail.html"
    section = "sessions"
    selector = staticmethod(regions_list)
    lookup = "slug"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        acting, region = self.acting, self.object
        sessions = list(region.sessions.all())
        return (
            context
            | papers_of_region(acting, region)
            | {
                "sessions": [(one, may_curate(acting, one)) for one in sessions],
                "needs": needs_of_region(acting, region),
                "is_member": is_of_region(acting, region),
                "commitments": commitments_of(acting, next(iter(sessions), None)),
                "may_plan": regions_for(acting).filter(pk=region.pk).exists() and may_curate(acting, None),
            }
        )
