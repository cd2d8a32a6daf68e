"""What Streamlit tells every browser about the machine that it runs on, taken out on the way."""

from pathlib import PurePath

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_NAME_OF_SCRIPT = b".py"


def redact_internals(data: bytes) -> bytes:
    """A message to a browser without the folder of the app, the ids and versions of the machine, and tracebacks.

    Everything of that kind is in messages that name a script, so that the others need not be parsed.
    """
    if _NAME_OF_SCRIPT not in data:
        return data
    message = ForwardMsg()
    message.ParseFromString(data)
    match message.WhichOneof("type"):
        case "new_session":
            session = message.new_session
            session.main_script_path = PurePath(session.main_script_path).name
            session.initialize.user_info.Clear()  # Streamlit's page wants it to be there
            # The version of Streamlit stays: by it a page that was open over an upgrade notices that it is outdated.
            for name in ("python_version", "server_os", "has_display"):
                session.initialize.environment_info.ClearField(name)
        case "session_event" if message.session_event.HasField("script_compilation_exception"):
            # The setting client.showErrorDetails does not reach this one.
            message.session_event.script_compilation_exception.Clear()
        case _:
            return data
    return bytes(message.SerializeToString())
