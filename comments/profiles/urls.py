from django.urls import path

from comments.profiles import claim_views, views

urlpatterns = [
    path("readers/<str:name>/", views.channel, name="reader"),
    path("readers/<str:name>/activity/", views.activity, name="activity"),
    # Under /accounts/, for its form needs a token, and public pages hold none.
    path("accounts/claims/<str:name>/", claim_views.claims, name="claims"),
]
