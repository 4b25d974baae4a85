"""Boards, service areas, assignments, providers and units, all dated."""
