"""Pub/sub between processes. A lost Redis delays by the hub's slow look, and loses nothing."""

import asyncio
import logging
from typing import Any

import redis
import redis.asyncio
from django.conf import settings

CHANNEL = "huadan:changes"
PATIENCE = 0.2
AGAIN_SECONDS = 2
logger = logging.getLogger(__name__)


class Publisher:
    """Tells the other processes which article has just changed."""

    def __init__(self, url: Any) -> None:
        self.redis = redis.Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)

    def __call__(self, article_pk: int) -> None:
        try:
            self.redis.publish(CHANNEL, article_pk)
        except redis.RedisError as error:
            logger.warning("Redis is away, live pages are a second slower: %s", error)


async def answer_redis(mark_dirty: Any) -> None:
    """Call `mark_dirty(article_pk)` in this loop for every published change; connects again after losses."""
    while settings.REDIS_URL:
        try:
            async with redis.asyncio.Redis.from_url(settings.REDIS_URL).pubsub() as channel:
                await channel.subscribe(CHANNEL)
                async for message in channel.listen():
                    if message["type"] == "message":
                        mark_dirty(int(message["data"]))
        except (redis.RedisError, OSError):
            await asyncio.sleep(AGAIN_SECONDS)
