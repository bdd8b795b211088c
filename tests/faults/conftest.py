from tests.live.conftest import article, migrated, visitor  # noqa: F401  (fixtures)
