"""The baseline's settings: the same database and models, almost no middleware, one address."""

from motcua.project.settings import *  # noqa: F403
from motcua.project.settings import INSTALLED_APPS as ALL

INSTALLED_APPS = [app for app in ALL if not app.startswith("allauth")]  # it demands its middleware
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]  # for Content-Length
ROOT_URLCONF = "bench.bare"
