
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='TryCount',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('count', models.PositiveIntegerField(default=1)),
                ('until', models.BigIntegerField(db_index=True)),
            ],
            options={
                'verbose_name': '访问次数',
            },
        ),
    ]
