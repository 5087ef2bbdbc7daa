"""The best proposal for a whole call: who could serve which need. Nothing of it binds anybody."""

from matching.allocation.board import Board, board_of, proposal_for
from matching.allocation.solver import Edges, solve

__all__ = ["Board", "Edges", "board_of", "proposal_for", "solve"]
