"""Changes of an MSI's tables in the installer's SQL, in which nothing can be escaped: values are ours, without quotes.

Microsoft, "SQL Syntax".
"""


def row(table: str, **values: str | int) -> str:
    """A new row."""
    names = ", ".join(f"`{name}`" for name in values)
    return f"INSERT INTO `{table}` ({names}) VALUES ({', '.join(map(_written, values.values()))})"  # noqa: S608


def change(table: str, key: str, whose: str, **values: str | int) -> str:
    """Other values in the row whose `key` is that."""
    changes = ", ".join(f"`{name}`={_written(value)}" for name, value in values.items())
    return f"UPDATE `{table}` SET {changes} WHERE `{key}`={_written(whose)}"  # noqa: S608


def table(name: str, *texts: str) -> str:
    """A new table of texts; its key is the first column and bears the table's name."""
    key = f"`{name}` CHAR(72) NOT NULL"
    return (
        f"CREATE TABLE `{name}` ({', '.join((key, *(f'`{text}` CHAR(255)' for text in texts)))} PRIMARY KEY `{name}`)"
    )


def _written(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    if "'" in value:
        raise ValueError(f"{value!r} cannot be written into a table")
    return f"'{value}'"
