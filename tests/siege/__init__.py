"""`make siege`: what an attacker on loopback does to a real site, measured. Bounded in count and time."""
