import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0004_where_they_came_from"),
    ]

    operations = [
        migrations.AddField(
            model_name="duecell",
            name="closed",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="duecell",
            name="day_closed",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveIntegerField(), default=list, size=31
            ),
        ),
        migrations.AddField(
            model_name="eventcell",
            name="run_n",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), default=list),
        ),
        migrations.AddField(
            model_name="eventcell",
            name="runs",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list),
        ),
    ]
