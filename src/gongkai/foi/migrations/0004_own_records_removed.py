from datetime import date
from typing import Any

from django.conf import settings
from django.db import migrations, models


def keep_what_is_closed(apps: Any, schema_editor: Any) -> None:
    """Give what was closed before the period that it would have got."""
    rows = apps.get_model("foi", "OwnRecordRequest").objects.filter(closed_on__isnull=False)
    settings_model = apps.get_model("foi", "FoiSettings")
    years = dict(settings_model.objects.values_list("town_id", "retention_years"))
    for asked in rows.iterator(500):
        last = min(asked.closed_on.year + years.get(asked.town_id, 30), 2100)
        asked.keep_until = date(last, 12, 31)
        asked.save(update_fields=["keep_until"])


class Migration(migrations.Migration):

    dependencies = [
        ('foi', '0003_letters_and_public_side'),
        ('organisation', '0002_limits_shared'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='ownrecordrequest',
            name='keep_until',
            field=models.DateField(blank=True, null=True, verbose_name='保管至'),
        ),
        migrations.AddField(
            model_name='ownrecordrequest',
            name='removal_note',
            field=models.CharField(blank=True, max_length=500, verbose_name='清除说明'),
        ),
        migrations.AddField(
            model_name='ownrecordrequest',
            name='removed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='ownrecordrequest',
            constraint=models.CheckConstraint(condition=models.Q(('removed_at__isnull', True), models.Q(('removal_note', ''), _negated=True), _connector='OR'), name='foi_own_removed_says_why'),
        ),
        migrations.RunPython(keep_what_is_closed, migrations.RunPython.noop),
    ]
