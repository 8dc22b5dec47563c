from odoo import SUPERUSER_ID, api, http
from odoo.http import request

from odoo.addons.web.controllers.home import Home

from ..policy import vocabulary_guard as words


class Become(Home):
    """No rule holds for the superuser, so taking that mode is written down first."""

    @http.route()
    def switch_to_admin(self):
        user = request.env.user
        if user._is_system() and user.id != SUPERUSER_ID:
            self._record_superuser(user.id)
        return super().switch_to_admin()

    def _record_superuser(self, user_id):
        """In a transaction of its own: the request reads only, and what it does later
        must not undo this."""
        with request.env.registry.cursor() as cr:
            env = api.Environment(cr, user_id, {})
            events = env["hate.security.event"]
            events._record(words.ALARM_SUPERUSER, env.user)
