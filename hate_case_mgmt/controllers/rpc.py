import xmlrpc.client
from contextlib import contextmanager

from odoo import api, http
from odoo.exceptions import AccessError
from odoo.http import request
from odoo.modules.registry import Registry

from odoo.addons.rpc.controllers import RPC

from ..models.hate_call import Call, asked_from

EXECUTE = ("execute", "execute_kw")


class OlderInterfaces(RPC):
    """XML-RPC and ``/jsonrpc`` hide the request from what they call: here it is told
    where it came from, and what is refused there is logged."""

    def _xmlrpc(self, service):
        values, method = xmlrpc.client.loads(
            request.httprequest.get_data(), use_datetime=True
        )
        with self._watched(service, method, values):
            return super()._xmlrpc(service)

    @http.route()
    def jsonrpc(self, service, method, args):
        with self._watched(service, method, args):
            return super().jsonrpc(service, method, args)

    @contextmanager
    def _watched(self, service, method, values):
        with asked_from(request.httprequest.remote_addr):
            try:
                yield
            except AccessError as error:
                # who they are was checked before any model could refuse them
                if service == "object" and method in EXECUTE and len(values) > 4:
                    self._note_refused(error, *values[:5], *values[5:6])
                raise

    def _note_refused(self, error, database, uid, _password, model, method, args=()):
        first = next(iter(args), ()) if isinstance(args, list | tuple) else args
        ids = first if isinstance(first, list) else [first]
        ids = tuple(number for number in ids if isinstance(number, int))
        with Registry(database).cursor() as cr:
            log = api.Environment(cr, int(uid), {})["hate.access.log"]
            log._note_refused_call(Call(model, method, ids), error)
