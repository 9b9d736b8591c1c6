"""The one function of jeepney.wrappers that jeepney itself does not re-export."""

from jeepney import Body, Message

def unwrap_msg(msg: Message) -> Body: ...
