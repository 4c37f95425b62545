"""The tables offices already have, read into processes: `reading`, `building`, `report`. Pure."""
