"""Handing messages to an operator's gateway over HTTPS."""

from __future__ import annotations

import requests
from django.conf import settings

from motcua.notices.text_messages import Message

NOT_CONNECTED = "not-connected"


def international(number: str) -> str:
    """
    Return a national number as gateways want it.

    >>> international("0912345678")
    '84912345678'
    """
    return f"84{number[1:]}" if number.startswith("0") else number


class SmsClient:
    """Speaks to ``MOTCUA_SMS_URL``; "" means that no gateway is connected."""

    def send(self, message: Message, *, within: float) -> str:
        if not settings.MOTCUA_SMS_URL:
            return NOT_CONNECTED
        body = {
            "to": international(message.to),
            "text": message.text,
            "brand": settings.MOTCUA_SMS_BRAND,
            "reference": message.reference,
        }
        try:
            answer = requests.post(
                f"{settings.MOTCUA_SMS_URL}/messages",
                json=body,
                headers={"Authorization": f"Bearer {settings.MOTCUA_SMS_KEY}"},
                timeout=within,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            return type(error).__name__
        return "" if answer.ok and not answer.is_redirect else f"status {answer.status_code}"
