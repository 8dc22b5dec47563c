"""What somebody asks for over the network, by whichever of Odoo's interfaces."""

from collections import namedtuple
from contextlib import contextmanager
from contextvars import ContextVar

from odoo.http import request
from odoo.service.server import thread_local

# model and method by their names, and the numbers of the records
Call = namedtuple("Call", "model method ids")
NO_CALL = Call("", "", ())

# The older interfaces, XML-RPC and ``/jsonrpc``, hide the request from what they call
_address = ContextVar("hate_address", default=None)


def is_call():
    """Whether somebody asks over the network. Of the older interfaces their thread
    says so."""
    return bool(request or getattr(thread_local, "rpc_model_method", ""))


def current_call():
    """:return: the ``Call`` that is being answered, ``NO_CALL`` where there is none"""
    if not request:
        name = getattr(thread_local, "rpc_model_method", "")
        model, _dot, method = name.rpartition(".")
        return Call(model, method, ())
    asked = request.params or {}
    if "__model__" in asked:
        return Call(asked["__model__"], asked["__method__"], _ids(asked.get("ids")))
    if not {"model", "method"} <= asked.keys():
        return NO_CALL
    first = next(iter(asked.get("args") or ()), ())
    return Call(asked["model"], asked["method"], _ids(first))


def _ids(value):
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(number for number in values if isinstance(number, int) and number)


def address_of_call():
    """:return: network address of whoever asks, as the server sees it, or None"""
    return request.httprequest.remote_addr if request else _address.get()


@contextmanager
def asked_from(address):
    """Inside, the request may be hidden, and this is where it came from."""
    token = _address.set(address)
    try:
        yield
    finally:
        _address.reset(token)


def mark_noted(error):
    """The log has this refusal: whoever else comes across it need not write it."""
    error.hate_noted = True


def is_noted(error):
    return getattr(error, "hate_noted", False)
