"""The draw that anybody can check (STATISTICS d): a frozen frame, a public seed, tickets, thirds, a protocol.

Only the standard library is used, so that `python -m insyn.statistics.draw protokoll.json` runs anywhere.
"""

from insyn.statistics.draw.displacement import (
    Cause,
    Displacement,
    displacement_order,
    next_to_go,
    standing_picks,
)
from insyn.statistics.draw.faults import (
    Difference,
    DisplacementError,
    DrawError,
    FrameError,
    ProtocolError,
    SeedError,
)
from insyn.statistics.draw.frame import RULE_VERSION, Frame, FrameHeader, FrameLine, make_frame
from insyn.statistics.draw.frame_text import frame_sha256, read_frame, write_frame
from insyn.statistics.draw.ids import has_personal_number, id_fault, text_fault
from insyn.statistics.draw.protocol import DrawRecord, Json, Redraw, protocol_data, write_protocol
from insyn.statistics.draw.published import rfc3797_selection, rivest_sample
from insyn.statistics.draw.quotas import GROUND_WORDS, Ground, Quotas, competition_ranks, quotas
from insyn.statistics.draw.selection import Pick, chosen_unit, draw, reserves
from insyn.statistics.draw.shares import YearShare, random_shares
from insyn.statistics.draw.tickets import check_public_seed, public_seed, ticket, ticket_of
from insyn.statistics.draw.verification import Verification, verify_protocol

__all__ = [
    "GROUND_WORDS",
    "RULE_VERSION",
    "Cause",
    "Difference",
    "Displacement",
    "DisplacementError",
    "DrawError",
    "DrawRecord",
    "Frame",
    "FrameError",
    "FrameHeader",
    "FrameLine",
    "Ground",
    "Json",
    "Pick",
    "ProtocolError",
    "Quotas",
    "Redraw",
    "SeedError",
    "Verification",
    "YearShare",
    "check_public_seed",
    "chosen_unit",
    "competition_ranks",
    "displacement_order",
    "draw",
    "frame_sha256",
    "has_personal_number",
    "id_fault",
    "make_frame",
    "next_to_go",
    "protocol_data",
    "public_seed",
    "quotas",
    "random_shares",
    "read_frame",
    "reserves",
    "rfc3797_selection",
    "rivest_sample",
    "standing_picks",
    "text_fault",
    "ticket",
    "ticket_of",
    "verify_protocol",
    "write_frame",
    "write_protocol",
]
