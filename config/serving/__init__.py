"""What stands between the server and Django: requests made safe, fair turns, bodies on disk, bounded memory."""
