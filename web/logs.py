import json
import logging


class JSONLines(logging.Formatter):
    """One JSON object a line, from an allow-list: no address, user agent, query or cookie of anybody."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "from": record.name,
            "says": record.getMessage(),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
