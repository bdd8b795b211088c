"""The shared cache, which may go away at any moment: what is in it can be made again."""

import logging
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class SurvivingRedis(RedisCache):
    """Django's cache in Redis; while Redis is gone, nothing is found and nothing is kept."""

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        try:
            return super().get(key, default, version)
        except RedisError as error:
            return self.log_failure(error, default)

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        try:
            super().set(key, value, *args, **kwargs)
        except RedisError as error:
            self.log_failure(error)

    def log_failure(self, error: Any, default: Any = None) -> Any:
        logger.warning("the shared cache does not answer: %s", error)
        return default
