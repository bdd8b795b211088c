"""How far an address that somebody typed goes. Functions without Django."""

# It goes on in Chinese after a slash or a sign of its query: …/wiki/头发. After a Latin letter what follows in Chinese
# is the sentence around it: 见https://example.com这里.
CHINESE_PART = r"(?<=[/=_#%&?-])[\u3400-\u9fff]+"
