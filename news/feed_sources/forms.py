"""What an editor types of a feed from which stories are taken."""

from typing import Any

from django import forms

from news.feed_sources.models import FeedSource
from news.http.checked_connections import FetchError
from news.http.fetching import parse_address


class FeedSourceForm(forms.ModelForm):
    class Meta:
        model = FeedSource
        fields = ["name", "url", "channel", "publishes", "full_text", "every_minutes", "is_on"]
        field_classes = {"url": forms.CharField}  # an address may be in Chinese; `clean_url` says what it must be
        widgets = {"url": forms.URLInput(attrs={"size": 80})}

    def clean_url(self) -> str:
        """Whether it may be asked at all; what it answers is seen when it is fetched."""
        url = self.cleaned_data["url"]
        try:
            parse_address(url)
        except FetchError as error:
            raise forms.ValidationError(str(error)) from None
        return url

    def save(self, commit: bool = True) -> Any:
        if "url" in self.changed_data:  # what another address said of its version means nothing here
            self.instance.etag = self.instance.last_modified = ""
        return super().save(commit)
