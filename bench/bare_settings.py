"""The baseline's settings: the same database and models, almost no middleware, one address."""

from motcua.project.settings import *  # noqa: F403

MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",  # for Content-Length
    "allauth.account.middleware.AccountMiddleware",  # its models demand it; some microseconds
]
ROOT_URLCONF = "bench.bare"
