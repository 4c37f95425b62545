from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "motcua.web.portal"
    label = "portal"

    def ready(self) -> None:
        """Read the setting now: a mistake in it must stop the start, not the first citizen."""
        from motcua.web.portal.filing_way import filing_way

        filing_way()
