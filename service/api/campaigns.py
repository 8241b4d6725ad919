"""Screening whole campaigns over HTTP: POST /v1/campaigns/screen."""

from fastapi import APIRouter

from classifier.campaign import CampaignVerdict, screen
from service.api.bodies import JsonRoute
from service.api.health import LoadedScreener
from service.api.problems import documented
from service.registrations import RegistrationBody
from service.scoring import as_of
from service.settings import Settings


def routes(_: Settings) -> APIRouter:
    """The route. Only the usual limit of a body's size concerns it, and that one is kept before it."""
    router = APIRouter(prefix="/v1", tags=["campaigns"], route_class=JsonRoute)

    @router.post("/campaigns/screen", responses=documented(400, 413, 415, 422, 503))
    def screen_campaign(body: RegistrationBody, screener: LoadedScreener) -> CampaignVerdict:
        """Whether this campaign may be submitted to a registry, and exactly why not, field by field."""
        # Not async: a dozen texts are screened, and other requests get their turn meanwhile.
        return screen(body.registration(), screener, as_of(body.as_of).as_of)

    return router
