"""What can be configured, each by an environment variable: PRESCREEN_PORT sets `port`, and so on."""

from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from classifier.errors import InputError
from classifier.screenable import LONGEST

PREFIX = "PRESCREEN_"
SHIPPED_MODELS = Path(__file__).resolve().parent.parent / "models"
"""Beside the package, both in a checkout and in an installed wheel."""


class Settings(BaseSettings):
    """The settings of one process. Defaults suit a single machine that trusts its own network."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True)

    models_dir: Annotated[Path, Field(description="where the trained models and CURRENT are")] = SHIPPED_MODELS
    model: Annotated[str | None, Field(description="version, or path of a bundle; without it, CURRENT's")] = None
    policy: Annotated[Path | None, Field(description="a policy file; without it, the policy that is shipped")] = None
    host: Annotated[str, Field(description="address that the service listens on")] = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    workers: Annotated[int, Field(ge=1, description="processes that answer requests")] = 1
    max_body_bytes: Annotated[int, Field(ge=1, description="of a request for one message")] = 1024 * 1024
    max_batch_body_bytes: Annotated[int, Field(ge=1, description="of a request for many")] = 8 * 1024 * 1024
    max_text_length: Annotated[int, Field(ge=1, description="Unicode code points of one text")] = LONGEST
    max_batch: Annotated[int, Field(ge=1, description="messages of one request")] = 1_000

    @classmethod
    def read(cls, **given: object) -> Self:
        """Settings from the environment; what is `given` and not None comes first. InputError for a bad value."""
        try:
            return cls(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            name = "_".join(str(part) for part in first["loc"])
            raise InputError(f"setting {name} ({PREFIX}{name.upper()}): {first['msg']}") from None
