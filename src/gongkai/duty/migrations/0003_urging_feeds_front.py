import django.db.models.deletion
import gongkai.ledger.clock
import gongkai.ledger.together
from django.conf import settings
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
        ('duty', '0002_standing_index'),
        ('publication', '0007_columns_of_the_site'),
        ('release', '0004_proof_part'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('organisation', '0001_initial'),
        ('organisation', '__first__'),
    ]

    operations = [
        gongkai.ledger.together.CreateModels(
            models=[
migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('whole_scope', models.BooleanField(default=False, verbose_name='包括我能看到的全部单位')),
                ('opened_at', models.DateTimeField(default=gongkai.ledger.clock.now)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calendar_feeds', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '日历订阅',
                'ordering': ('-id',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('account',), name='feed_one_open')],
            },
        ), migrations.CreateModel(
            name='FrontCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_day', models.DateField(verbose_name='季度第一天')),
                ('last_day', models.DateField(verbose_name='统计至')),
                ('owed', models.PositiveIntegerField(verbose_name='应公开')),
                ('in_time', models.PositiveIntegerField(verbose_name='按时公开')),
                ('town', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisation.town')),
            ],
            options={
                'verbose_name': '首页公开情况',
                'constraints': [models.CheckConstraint(condition=models.Q(('first_day__lte', models.F('last_day')), ('in_time__lte', models.F('owed'))), name='front_count_sound')],
            },
        ), migrations.CreateModel(
                name='Urging',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('words', models.CharField(max_length=500, verbose_name='督办要求')),
                    ('reply_by', models.DateField(verbose_name='回复期限')),
                    ('state', models.CharField(choices=[('open', '待回复'), ('replied', '已回复'), ('accepted', '已办结'), ('withdrawn', '已撤回')], default='open', max_length=10, verbose_name='状态')),
                    ('asked_at', models.DateTimeField(default=gongkai.ledger.clock.now)),
                    ('escalated', models.CharField(blank=True, max_length=10)),
                    ('escalated_at', models.DateTimeField(blank=True, null=True)),
                    ('closed_why', models.CharField(blank=True, max_length=200, verbose_name='办结或者撤回的说明')),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('duties', models.ManyToManyField(related_name='urgings', to='duty.duty')),
                    ('town', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='urgings', to='organisation.town')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='urgings', to='organisation.unit')),
                ],
                options={
                    'verbose_name': '督办',
                    'ordering': ('-id',),
                    'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['town', 'reply_by'], name='urging_unanswered')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['open', 'replied', 'accepted', 'withdrawn'])), name='urging_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('accepted', 'withdrawn')), _negated=True), ('closed_at__isnull', False), _connector='OR'), name='urging_closed_has_day')],
                },
            ), migrations.CreateModel(
                name='UrgingReply',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.CharField(max_length=1000, verbose_name='回复')),
                    ('at', models.DateTimeField(default=gongkai.ledger.clock.now)),
                    ('returned_why', models.CharField(blank=True, max_length=200, verbose_name='退回理由')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('urging', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='duty.urging')),
                ],
                options={
                    'verbose_name': '督办回复',
                    'ordering': ('id',),
                },
            )],
        ),
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
        gongkai.ledger.together.ChangeIndexes(
            added=[
                migrations.AddIndex(
                    model_name="answer",
                    index=models.Index(condition=models.Q(('proven', True), ('stands', True)), fields=['obligation', 'released_on', 'living', 'stage'], name='answer_counts'),
                ),
                migrations.AddIndex(
                    model_name="channelproof",
                    index=models.Index(fields=["town", "shown_on"], name="channel_proof_shown"),
                ),
            ],
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
