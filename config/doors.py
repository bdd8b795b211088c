"""What the settings of accounts are put together from."""


def own_forms(module, *kinds):
    """{"add_email": "comments.people.door_forms.AddEmail"} and so on, as the library wants to know its forms."""
    return {kind: f"comments.people.{module}.{kind.title().replace('_', '')}" for kind in kinds}
