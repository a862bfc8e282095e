"""Why another server is not called, or did not answer; SILENT passes over the latter alone."""


class CallError(Exception):
    """A query or an update calls another server, and that comes to nothing."""


class CallHostError(CallError):
    """No setting names the host that is called; `host` is what would have to be named."""

    def __init__(self, host: str) -> None:
        self.host = host
        super().__init__(host)


class CallFormError(CallError):
    """The call is none that is supported: of a variable, or in LATERAL."""


class CallCountError(CallError):
    """A query has more calls than it may have."""

    def __init__(self, count: int, limit: int) -> None:
        self.count = count
        self.limit = limit
        super().__init__(f"{count} > {limit}")


class LoadFormError(CallError):
    """LOAD stands beside other operations, or names what is no IRI."""


class UncalledError(CallError):
    """The other server was called, and gave no answer that counts."""


class CallFailedError(UncalledError):
    """It does not answer as it should; `why` is in no language: a status, an exception's words."""

    def __init__(self, address: str, why: str) -> None:
        self.address = address
        self.why = why
        super().__init__(f"{address}: {why}")


class CallPrivateError(UncalledError):
    """The name of the host leads to an address within a network, and no setting names that."""

    def __init__(self, host: str) -> None:
        self.host = host
        super().__init__(host)


class CallSizeError(UncalledError):
    """Its answer is larger than the setting of that name allows."""

    def __init__(self, address: str, setting: str, limit: int) -> None:
        self.address = address
        self.setting = setting
        self.limit = limit
        super().__init__(f"{address}: {setting}")
