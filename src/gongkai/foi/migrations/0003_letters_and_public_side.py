from datetime import date
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.ledger.together import ChangeIndexes, CreateModels


def identity():
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def town():
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="organisation.town",
    )


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
        ('foi', '0002_annual_report'),
        ('organisation', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='foisettings',
            name='postcode',
            field=models.CharField(blank=True, max_length=6, verbose_name='邮政编码'),
        ),
        migrations.AddField(
            model_name='letter',
            name='edition',
            field=models.CharField(blank=True, max_length=40, verbose_name='范本版本'),
        ),
        migrations.AddField(
            model_name='letter',
            name='sealed',
            field=models.BinaryField(default=b''),
        ),
        CreateModels(models=[
        migrations.CreateModel(
            name='LetterTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(max_length=20, verbose_name='文书')),
                ('version', models.PositiveIntegerField(verbose_name='版本')),
                ('text', models.TextField(verbose_name='正文')),
                ('why', models.CharField(max_length=200, verbose_name='修改说明')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('town', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letter_templates', to='organisation.town')),
            ],
            options={
                'verbose_name': '文书范本',
                'ordering': ('form', '-version'),
                'constraints': [models.UniqueConstraint(fields=('town', 'form', 'version'), name='foi_template_version')],
            },
        ),
        migrations.CreateModel(
            name='OwnRecordLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('receipt', '政府信息公开申请登记回执'), ('correction', '政府信息公开申请补正告知书'), ('reasons', '政府信息公开申请说明理由通知书'), ('extension', '政府信息公开申请延期答复告知书'), ('delay', '政府信息公开申请延迟答复告知书'), ('third_party', '政府信息公开征求第三方意见书'), ('third_party_notice', '政府信息公开第三方告知书'), ('co_maker', '政府信息公开征求共同制作机关意见书'), ('assistance', '政府信息公开协办函'), ('fee', '政府信息公开信息处理费收费通知书'), ('own_record', '政府信息更正告知书'), ('own_record_transfer', '政府信息更正申请转送告知书'), ('reply', '答复'), ('service_record', '送达回证')], max_length=20)),
                ('number', models.CharField(max_length=40, verbose_name='文号')),
                ('dated', models.DateField(verbose_name='日期')),
                ('sealed', models.BinaryField()),
                ('edition', models.CharField(max_length=40, verbose_name='范本版本')),
                ('created_at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='letter', to='foi.ownrecordrequest')),
                ('template', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foi.lettertemplate')),
            ],
            options={
                'verbose_name': '更正申请的文书',
            },
        ),
        migrations.CreateModel(
            name='Assistance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request', models.TextField(verbose_name='协办事项')),
                ('sent_on', models.DateField(verbose_name='发出日期')),
                ('reply_by', models.DateField(verbose_name='请在此日前反馈')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='收到反馈日期')),
                ('answer', models.TextField(blank=True, verbose_name='反馈')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assistances', to='foi.application')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
            ],
            options={
                'verbose_name': '协办',
                'ordering': ('application_id', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('reply_by__gte', models.F('sent_on'))), name='foi_assistance_order'), models.CheckConstraint(condition=models.Q(('answered_on__isnull', True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='foi_assistance_answered')],
            },
        ),
                migrations.CreateModel(
                    name="Sending",
                    fields=[
                        ("id", identity()),
                        ("mark", models.CharField(max_length=64)),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sending",
                                to="foi.application",
                            ),
                        ),
                        ("town", town()),
                    ],
                    options={
                        "verbose_name": "网上提交",
                        "constraints": [
                            models.UniqueConstraint(fields=("town", "mark"), name="foi_sent_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Statement",
                    fields=[
                        ("id", identity()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("opinion", "第三方意见"),
                                    ("payment", "缴费情况"),
                                    ("reasons", "说明的理由"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("step", models.PositiveBigIntegerField(default=0)),
                        ("choice", models.CharField(blank=True, max_length=10)),
                        ("words", models.BinaryField(default=b"")),
                        ("on", models.DateField(verbose_name="日期")),
                        ("at", models.DateTimeField()),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="statements",
                                to="foi.application",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "网上说明",
                        "ordering": ("application_id", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("application", "kind", "step"), name="foi_statement_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["opinion", "payment", "reasons"])),
                                name="foi_statement_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Helped",
                    fields=[
                        ("id", identity()),
                        ("day", models.DateField(verbose_name="日期")),
                        ("shown", models.PositiveIntegerField(default=0)),
                        ("opened", models.PositiveIntegerField(default=0)),
                        ("found", models.PositiveIntegerField(default=0)),
                        ("filed", models.PositiveIntegerField(default=0)),
                        ("town", town()),
                    ],
                    options={
                        "verbose_name": "提交前找到公开信息",
                        "constraints": [
                            models.UniqueConstraint(fields=("town", "day"), name="foi_helped_day")
                        ],
                    },
                ),
        migrations.CreateModel(
            name='SupplyFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='supplied', to='foi.casefile')),
                ('supply', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='foi.supply')),
            ],
            options={'verbose_name': '提供的文件', 'ordering': ('supply_id', 'id')},
        ),
        ]),
        migrations.AlterField(
            model_name='casefile',
            name='kind',
            field=models.CharField(choices=[('identity', '身份证明'), ('application', '申请材料'), ('correction', '补正材料'), ('consultation', '征求意见材料'), ('original', '原件'), ('supplied', '提供的内容'), ('letter', '文书'), ('proof', '送达凭证'), ('fee', '收费凭证'), ('dispute', '复议诉讼材料'), ('other', '其他')], max_length=14),
        ),
        migrations.AddField(
            model_name='letter',
            name='template',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='foi.lettertemplate'),
        ),
        ChangeIndexes(
            removed=[
                migrations.RemoveIndex(model_name='application', name=name)
                for name in ('foi_queue', 'foi_register', 'foi_received')
            ],
            added=[
                migrations.AddIndex(model_name='application', index=index)
                for index in (
                    models.Index(condition=models.Q(('closed_on__isnull', True)), fields=['town', 'act_by', 'id', 'unit', 'handler', 'state', 'turn'], name='foi_open_by_date'),
                    models.Index(fields=['town', '-id', 'unit'], name='foi_register_by_unit'),
                    models.Index(fields=['town', 'received_on', 'id'], name='foi_received'),
                )
            ],
        ),
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
