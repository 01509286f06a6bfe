import django.db.models.deletion
from django.db import migrations, models

import jembatan.foundation.identifiers

KINDS = [
    ("queued", "Masuk antrean"),
    ("handing", "Mulai diserahkan ke server surel"),
    ("deferred", "Ditunda, dicoba lagi"),
    ("held", "Tertahan"),
    ("unknown", "Hasil tidak pasti"),
    ("sent", "Diterima server surel"),
    ("delivered", "Diterima"),
    ("bounced", "Terpental"),
    ("failed", "Gagal"),
]
REASONS = [
    ("no_address", "Tidak punya alamat surel"),
    ("inactive", "Kontak tidak aktif"),
    ("has_it", "Versi ini sudah dikirim kepadanya"),
    ("same", "Alamat surelnya sama dengan kontak lain"),
]


class Migration(migrations.Migration):
    dependencies = [("distribution", "0002_initial"), ("directory", "0001_initial")]

    operations = [
        migrations.RenameField("deliveryfact", "state", "kind"),
        migrations.AlterField("deliveryfact", "kind", models.CharField(choices=KINDS, max_length=10)),
        migrations.AlterModelOptions("deliveryfact", {"ordering": ["at", "id"]}),
        migrations.AlterModelOptions("delivery", {"ordering": ["contact__name", "id"]}),
        migrations.AddField("delivery", "is_held", models.BooleanField(default=False)),
        migrations.AddConstraint(
            "delivery",
            models.CheckConstraint(
                name="distribution_only_queued_is_held",
                condition=models.Q(is_held=False) | models.Q(state="queued"),
            ),
        ),
        migrations.CreateModel(
            name="LeftOut",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=jembatan.foundation.identifiers.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("reason", models.CharField(choices=REASONS, max_length=10)),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.contact"
                    ),
                ),
                (
                    "dispatch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="left_out",
                        to="distribution.dispatch",
                    ),
                ),
            ],
            options={"ordering": ["contact__name"]},
        ),
        migrations.AddConstraint(
            "leftout",
            models.UniqueConstraint(fields=("dispatch", "contact"), name="distribution_left_out_once"),
        ),
    ]
