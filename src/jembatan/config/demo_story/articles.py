"""Articles of invented outlets, made from the demonstration's releases the way newsrooms do: cut, reordered, shortened.

A piece is a sentence of the outlet's own, or `(release key, paragraph number)`, or that with an (old, new) change.
"""

from dataclasses import dataclass

Piece = str | tuple[str, int] | tuple[str, int, str, str]


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """One article: outlet, title, reporter, hours after the event, and its pieces."""

    outlet: str
    event: str
    unit: str
    title: str
    author: str
    hours_later: int
    pieces: tuple[Piece, ...]


ARTICLES = (
    DemoArticle(
        "Lontar Pos",
        "raker",
        "ntt",
        "Foto kegiatan pejabat NTT wajib beridentitas",
        "Melki Nalle",
        27,
        (
            "Kupang, Lontar Pos – Tidak boleh ada lagi foto kegiatan pejabat yang beredar tanpa keterangan.",
            ("raker-ntt", 0),
            ("raker-ntt", 2),
            ("raker-ntt", 1, "Dra. Maria Goreti Lado", "Maria Goreti Lado"),
            "Rapat serupa terakhir digelar empat tahun silam.",
        ),
    ),
    DemoArticle(
        "Kabar Flobamora",
        "raker",
        "ntt",
        "Siaran pers kini diperiksa dua orang",
        "Yuliana Bere",
        30,
        (
            ("raker-ntt", 3),
            ("raker-ntt", 0),
            ("raker-ntt", 4, "selama tiga bulan", "sampai akhir tahun"),
        ),
    ),
    DemoArticle(
        "Radio Gema Komodo",
        "raker",
        "manggarai-timur",
        "Empat ribu foto bupati akan ditata ulang",
        "Beni Jelahu",
        33,
        (
            "Borong – Ruang penyimpanan foto di kantor bupati segera punya wajah baru.",
            ("raker-matim", 1),
            ("raker-matim", 3),
            ("raker-matim", 2),
        ),
    ),
    DemoArticle(
        "Suara Sabana",
        "jagung",
        "sumba-barat",
        "Petani Wee Rame sisihkan benih sendiri",
        "Rambu Ana",
        8,
        (
            ("jagung-sb", 0),
            ("jagung-sb", 2),
            ("jagung-sb", 3),
            "Pengamat pertanian di Waingapu menilai embung ketiga mendesak dibangun sebelum musim tanam berikutnya.",
        ),
    ),
    DemoArticle(
        "Lontar Pos",
        "jagung",
        "ntt",
        "Harga jagung bertahan, koperasi desa jadi pembeli",
        "Melki Nalle",
        32,
        (
            "Harga jagung pipilan di Pulau Sumba bertahan pada pekan ini, berbeda dengan di daratan Timor yang turun tipis.",
            "Pedagang pengumpul di Waikabubak mengaku pasokan masih cukup sampai bulan depan, sementara biaya angkut laut naik.",
            ("jagung-sb", 4),
            "Di pasar Inpres Waikabubak, harga eceran jagung muda Rp2.000 per tongkol. Pedagang memperkirakan harga itu tidak "
            "banyak berubah sampai hari raya, kecuali bila hujan datang lebih awal dari perkiraan badan meteorologi.",
            "Sementara itu, peternak ayam di Loura mengeluhkan mahalnya pakan dan berharap panen kali ini menurunkan harga.",
        ),
    ),
    DemoArticle(
        "Warta Lembata Raya",
        "kapal",
        "flores-timur",
        "Kapal puskesmas singgahi 14 desa pulau",
        "Paulus Kopong",
        6,
        (
            ("kapal-flotim", 0),
            ("kapal-flotim", 1),
            ("kapal-flotim", 2),
            ("kapal-flotim", 3),
            ("kapal-flotim", 4),
        ),
    ),
    DemoArticle(
        "Kabar Flobamora",
        "kapal",
        "ntt",
        "118 desa pulau di NTT belum punya bidan menetap",
        "Yuliana Bere",
        12,
        (
            ("kapal-ntt", 3),
            ("kapal-ntt", 0, "Yohanes Tanaem, S.T., M.Si.,", "Yohanes Tanaem"),
            ("kapal-ntt", 1),
            "Sejumlah bidan yang dihubungi menyebut rumah dinas dan sinyal telepon sebagai alasan utama enggan menetap.",
        ),
    ),
    DemoArticle(
        "Lontar Pos",
        "pasar",
        "kota-kupang",
        "Undian lapak Pasar Oeba ditempel di dinding",
        "Melki Nalle",
        10,
        (
            ("pasar-kupang", 1),
            ("pasar-kupang", 0),
            ("pasar-kupang", 2),
            "Beberapa pedagang mengeluhkan lapak yang lebih sempit, tetapi mengaku senang lorongnya tidak lagi becek.",
        ),
    ),
    DemoArticle(
        "Kabar Flobamora",
        "pasar",
        "kota-kupang",
        "Retribusi Pasar Oeba tetap Rp3.000",
        "Yuliana Bere",
        26,
        (
            "Para pedagang Pasar Oeba boleh bernapas lega.",
            ("pasar-kupang", 4),
            ("pasar-kupang", 3),
        ),
    ),
    DemoArticle(
        "Radio Gema Komodo",
        "sekolah",
        "manggarai-timur",
        "Murid Elar tak lagi jalan kaki tiga jam",
        "Beni Jelahu",
        7,
        (
            ("sekolah-matim", 0),
            ("sekolah-matim", 2),
            ("sekolah-matim", 3),
            ("sekolah-matim", 1),
        ),
    ),
    DemoArticle(
        "Tenun News",
        "tenun",
        "sikka",
        "Kain tenun Sikka kini wajib bernama penenun",
        "Elvira Nona",
        5,
        (
            ("tenun-sikka", 0),
            ("tenun-sikka", 1),
            ("tenun-sikka", 2),
            ("tenun-sikka", 3, "Rp214 juta", "Rp241 juta"),
        ),
    ),
    DemoArticle(
        "Suara Sabana",
        "air",
        "sumba-barat",
        "Iuran air Loli Atas Rp25.000 sebulan",
        "Rambu Ana",
        9,
        (
            ("air-sb", 1),
            ("air-sb", 0),
            ("air-sb", 2),
        ),
    ),
    DemoArticle(
        "Warta Lembata Raya",
        "jalan",
        "flores-timur",
        "Lato ke Nobo kini setengah jam",
        "Paulus Kopong",
        8,
        (
            ("jalan-flotim", 0),
            ("jalan-flotim", 1),
            ("jalan-flotim", 3),
        ),
    ),
    DemoArticle(
        "Lontar Pos",
        "pasar",
        "kota-kupang",
        "Perahu nelayan Oesapa adu cepat akhir pekan ini",
        "Melki Nalle",
        30,
        (
            "Sebanyak 28 perahu nelayan dari Oesapa dan Lasiana akan beradu cepat di Teluk Kupang pada akhir pekan ini.",
            "Panitia menyediakan hadiah berupa mesin tempel dan jaring. Lomba dimulai pukul tujuh pagi agar angin masih bersahabat, "
            "dan setiap perahu diawaki paling banyak lima orang.",
            "Warga dapat menonton dari tepi pantai tanpa dipungut biaya, sedangkan kendaraan diparkir di lapangan sekolah.",
        ),
    ),
)
