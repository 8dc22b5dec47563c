"""Odoo's JSON-RPC as a browser speaks it."""

import http.cookiejar
import json
import urllib.error
import urllib.request


class Refused(Exception):
    """The server answered with an error; the message is the server's own.

    :param whole: all that came with it, the traceback among it
    """

    def __init__(self, message, whole=""):
        super().__init__(message)
        self.whole = whole or message


class Client:
    """A session at a running server."""

    def __init__(self, address, database):
        self.address = address
        self.database = database
        self.uid = None
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(jar)
        )

    def log_in(self, login, password=None):
        """Log in; the demo logins' password is the login.

        :raise Refused: wrong login or password
        """
        answer = self.post(
            "/web/session/authenticate",
            db=self.database,
            login=login,
            password=password or login,
        )
        self.uid = answer["uid"]
        return self

    def call(self, model, method, *arguments, **keywords):
        """Call a model's method; give what it returns.

        :raise Refused: the server raised an exception
        """
        return self.post(
            f"/web/dataset/call_kw/{model}/{method}",
            model=model,
            method=method,
            args=arguments,
            kwargs=keywords,
        )

    def post(self, path, /, **parameters):
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": parameters})
        request = urllib.request.Request(
            self.address + path,
            body.encode(),
            {"Content-Type": "application/json"},
        )
        try:
            with self.opener.open(request, timeout=60) as response:
                answer = json.load(response)
        except urllib.error.HTTPError as error:
            text = error.read().decode(errors="replace")
            raise Refused(f"{error.code}", text) from None
        if "error" in answer:
            error = answer["error"]
            raise Refused(error["data"]["message"], json.dumps(error))
        # what returns nothing answers with nothing
        return answer.get("result")

    def get(self, path):
        """The status and the text of a page; redirects are followed."""
        try:
            with self.opener.open(self.address + path, timeout=60) as response:
                return response.status, response.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")
