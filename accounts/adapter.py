from allauth.account.adapter import DefaultAccountAdapter


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """Accounts are invited by the secretariat or by an office's own authoriser; nobody signs up alone."""

    def is_open_for_signup(self, request) -> bool:
        return False
