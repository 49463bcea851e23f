from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill_towns(apps, schema_editor):
    """The town of a proof is that of its duty."""
    del schema_editor
    duties = apps.get_model("duty", "Duty").objects.filter(pk=OuterRef("duty_id"))
    proofs = apps.get_model("duty", "ChannelProof").objects.filter(town__isnull=True)
    proofs.update(town_id=Subquery(duties.values("town_id")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("duty", "0003_urging_feeds_front"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="channelproof",
            name="town",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=models.PROTECT,
                related_name="+",
                to="organisation.town",
            ),
        ),
        migrations.RunPython(fill_towns, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="channelproof",
            name="town",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                on_delete=models.PROTECT,
                related_name="+",
                to="organisation.town",
            ),
        ),
        migrations.AddIndex(
            model_name="channelproof",
            index=models.Index(fields=["town", "shown_on"], name="channel_proof_shown"),
        ),
        *(
            migrations.AlterField(
                model_name="duty",
                name=name,
                field=models.ForeignKey(
                    db_index=False, on_delete=models.PROTECT, related_name="duties", to=to
                ),
            )
            for name, to in (
                ("town", "organisation.town"),
                ("unit", "organisation.unit"),
                ("obligation", "duty.obligation"),
            )
        ),
    ]
