from django.urls import URLPattern, URLResolver, path

from insyn.exchange.views import columns, runs, workbook

app_name = "exchange"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", runs.start, name="start"),
    path("arbetsbok/", workbook.fetch, name="workbook"),
    path("<int:pk>/", runs.run, name="run"),
    path("<int:pk>/rader/<str:sheet>/<str:outcome>/", runs.rows, name="rows"),
    path("<int:pk>/kolumner/", columns.choose, name="columns"),
    path("<int:pk>/anmarkningar/", workbook.remarks, name="remarks"),
    path("<int:pk>/sparande/", runs.saving, name="saving"),
    path("<int:pk>/avbrott/", runs.dropping, name="dropping"),
]
