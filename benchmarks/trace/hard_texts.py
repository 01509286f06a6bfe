"""Templates of the hard set, in this project's own words; the people in them are invented."""

import random

NAMES = [
    "Yosep Tanggu",
    "Maria Lede",
    "Agustinus Nuwa",
    "Theresia Bere",
    "Wilhelmus Rihi",
    "Paulina Kaka",
    "Simon Dethan",
    "Rofina Mella",
    "Benediktus Sabu",
    "Katarina Lobo",
    "Melkianus Foeh",
    "Yuliana Ngongo",
    "Stefanus Raga",
    "Dominggus Haba",
    "Elisabet Wadu",
    "Gregorius Manu",
    "Adriana Kale",
    "Ferdinan Tiro",
    "Magdalena Boli",
    "Hendrikus Sina",
]
UNITS = [
    "Kabupaten Sumba Timur",
    "Kabupaten Sumba Barat",
    "Kabupaten Ende",
    "Kabupaten Sikka",
    "Kabupaten Ngada",
    "Kota Kupang",
    "Kabupaten Belu",
    "Kabupaten Alor",
    "Kabupaten Lembata",
    "Kabupaten Manggarai",
    "Kabupaten Nagekeo",
    "Kabupaten Malaka",
]
VILLAGES = [
    "Wairasa",
    "Matawai",
    "Oelnasi",
    "Nita",
    "Wolowaru",
    "Haekto",
    "Kalabahi Timur",
    "Lamahora",
    "Reo",
    "Boawae",
]
CROPS = ["jagung", "padi", "bawang merah", "sorgum", "kacang hijau", "kopi"]
DAYS = ["Senin (12/3)", "Selasa (17/4)", "Rabu (9/5)", "Kamis (21/6)", "Jumat (13/7)", "Sabtu (18/8)"]
OFFICES = [
    "Kepala Dinas Pendidikan",
    "Kepala Dinas Kesehatan",
    "Kepala Dinas Perhubungan",
    "Sekretaris Dewan",
    "Camat",
    "Kepala Bagian Hukum",
    "Kepala Badan Keuangan",
    "Inspektur",
    "Asisten Pemerintahan",
]
TOWNS = ["Kupang", "Waingapu", "Ende", "Maumere", "Bajawa", "Atambua", "Ruteng"]
OUTLETS = ["Suara Nusa", "Timor Harian", "Flores Kini", "Sabana Pos", "Warta Savu"]
FOOTER = (
    "Demikian siaran pers ini kami sampaikan. Keterangan lebih lanjut dapat diperoleh di "
    "Bagian Humas {unit} pada hari dan "
    "jam kerja. Kami melayani permintaan informasi dengan cepat, tepat dan tanpa biaya."
)
EXCHANGES = [
    ("mengatakan", "menuturkan"),
    ("menyampaikan", "mengungkapkan"),
    ("kepada", "pada"),
    ("untuk", "guna"),
    ("juga", "turut"),
    ("saat ini", "kini"),
    ("tersebut", "itu"),
    ("masyarakat", "warga"),
    ("sejumlah", "beberapa"),
    ("karena", "sebab"),
]
OWN = [
    "Cuaca di pesisir utara cerah sejak pagi dan angin bertiup pelan dari arah laut.",
    "Pantauan kami di lokasi, arus kendaraan lancar dan pedagang tetap berjualan seperti biasa.",
    "Seorang pedagang bernama Ina mengaku dagangannya habis sebelum tengah hari.",
    "Sampai berita ini naik cetak, pihak kepolisian belum memberi keterangan tambahan.",
    "Jalan lingkar itu sudah dua kali diperbaiki sejak banjir besar tiga tahun silam.",
    "Pengamat kebijakan publik menilai langkah serupa perlu diuji lebih dulu di satu kecamatan.",
    "Beberapa orang tua murid berharap gedung sekolah yang rusak segera dibangun kembali.",
    "Nelayan setempat mengeluhkan harga solar yang naik menjelang musim tangkap.",
    "Kelompok musik bambu menghibur tamu sampai matahari terbenam di ujung teluk.",
    "Warga yang datang terlambat terpaksa berdiri di luar pagar halaman kantor.",
    "Data yang kami peroleh menunjukkan jumlah kunjungan naik tipis dibanding bulan lalu.",
    "Aktivis lingkungan mengingatkan agar sampah plastik tidak ditinggalkan di pantai.",
]
CEREMONIES = {
    "pelantikan": [
        "Bupati {head} melantik {n} pejabat administrator dan pengawas lingkup Pemerintah {unit} "
        "di aula kantor bupati, {day}.",
        "Pelantikan tersebut dihadiri Wakil Bupati {other}, Sekretaris Daerah {third}, pimpinan "
        "DPRD dan para kepala perangkat "
        "daerah.",
        "Pejabat yang dilantik antara lain {officials}.",
        "Dalam sambutannya, bupati mengatakan jabatan adalah amanah yang harus dijalankan dengan penuh tanggung jawab.",
        "“Saya minta saudara bekerja dengan hati dan melayani masyarakat tanpa membedakan siapa pun,” kata {head}.",
        "Bupati juga menyampaikan bahwa mutasi merupakan hal biasa dalam organisasi untuk "
        "penyegaran dan peningkatan kinerja.",
        "Para pejabat yang baru dilantik diminta segera menyesuaikan diri dengan lingkungan kerja masing-masing.",
        "Acara pelantikan ditutup dengan penandatanganan pakta integritas dan pemberian ucapan selamat.",
    ],
    "panen raya": [
        "Bupati {head} bersama petani melakukan panen raya {crop} di lahan seluas {n} hektare di "
        "Desa {village}, {unit}, {day}.",
        "Hasil panen kelompok tani pimpinan {third} mencapai {money} ton per hektare dan naik {m} "
        "persen dari musim lalu.",
        "Turut hadir Kepala Dinas Pertanian {other}, penyuluh lapangan dan pengurus gabungan kelompok tani.",
        "Bupati mengatakan pemerintah daerah akan terus membantu petani dengan benih unggul, pupuk "
        "dan alat mesin pertanian.",
        "“Petani adalah tulang punggung ekonomi kita, karena itu pemerintah wajib hadir di tengah "
        "sawah dan ladang,” ujar {head}.",
        "Pemerintah juga mendorong petani memanfaatkan lahan tidur untuk menambah luas tanam pada musim berikutnya.",
        "Ketua kelompok tani {third} menyampaikan terima kasih atas bantuan {m} unit pompa air "
        "yang diterima tahun ini.",
        "Kegiatan panen raya diakhiri dengan dialog antara bupati dan para petani.",
    ],
    "HUT": [
        "{unit} merayakan hari ulang tahun ke-{age} dengan upacara di lapangan kantor bupati, {day}.",
        "Upacara dipimpin Bupati {head} dan diikuti {n} peserta dari unsur TNI, Polri, aparatur "
        "sipil negara dan pelajar.",
        "Komandan upacara adalah {other}, sedangkan pembaca sejarah singkat daerah adalah {third}.",
        "Bupati mengajak seluruh masyarakat menjadikan hari jadi sebagai momentum untuk mempererat persatuan.",
        "“Usia {age} tahun bukan waktu yang singkat, banyak yang telah dicapai dan masih banyak "
        "yang harus kita kerjakan,” "
        "ucap {head}.",
        "Pada kesempatan tersebut bupati menyerahkan penghargaan kepada {m} tokoh yang berjasa bagi daerah.",
        "Perayaan dimeriahkan pawai budaya, pameran usaha kecil dan pesta rakyat selama sepekan.",
        "Seluruh rangkaian kegiatan berlangsung aman dan tertib sampai selesai.",
    ],
}
QUOTES = [
    "“Kita tidak boleh bekerja sendiri-sendiri lagi, sebab informasi yang terlambat akan diisi "
    "oleh kabar bohong,” tegas {head}.",
    "“Pers adalah mitra kami, dan kritik yang jujur justru membantu pemerintah memperbaiki pelayanan,” kata {other}.",
    "“Anggaran kita terbatas, tetapi gagasan yang baik selalu menemukan jalannya,” tutur {head}.",
    "“Anak-anak di pulau kecil berhak atas sekolah yang sama baiknya dengan di kota,” ujar {other}.",
]
PROVINCE = [
    "Pemerintah provinsi menggelar rapat koordinasi pelayanan informasi publik di Hotel Cendana, {day}.",
    "Rapat itu diikuti {n} peserta yang mewakili semua kabupaten dan kota.",
    "Kepala biro {other} menjelaskan bahwa rapat membahas pembagian tugas dan jadwal peliputan bersama.",
    "Provinsi menargetkan {m} persen rilis terbit pada hari yang sama dengan kegiatannya.",
    "Hasil rapat akan dituangkan dalam surat edaran gubernur yang berlaku mulai bulan depan.",
]
REGENCY = [
    "Utusan {unit} membawa tiga usulan dalam rapat koordinasi kehumasan tingkat provinsi, {day}.",
    "Usulan tersebut menyangkut pelatihan juru foto, tukar-menukar naskah dan kantor berita bersama.",
    "Kepala bagian {third} memimpin rombongan yang terdiri atas {m} orang staf.",
    "Usulan pelatihan juru foto langsung disetujui dan akan dimulai di {unit}.",
    "Rombongan juga mengunjungi studio radio pemerintah sebelum kembali pada malam hari.",
]
FRAME = [
    "Gubernur {head} membuka musyawarah perencanaan pembangunan {unit} di Desa {village}, {day}.",
    "Kegiatan tersebut diikuti {n} peserta dari {m} kecamatan.",
    "Ketua panitia {other} melaporkan bahwa usulan warga tahun ini berjumlah {n} dan sebagian "
    "besar menyangkut air bersih.",
    "Musyawarah ditutup oleh {third} menjelang petang.",
]
SPEECH = [
    "“Air bersih harus sampai ke dapur setiap rumah sebelum kita berbicara tentang gedung yang megah,” kata gubernur.",
    "Menurut gubernur, desa yang kuat lahir dari perempuan yang diberi ruang untuk memimpin kelompok usaha.",
    "“Jangan menunggu proyek, mulailah dari kebun sendiri dengan menanam kelor di setiap pekarangan,” pesan gubernur.",
    "Gubernur mengingatkan bahwa angka gizi buruk hanya turun apabila posyandu buka setiap "
    "pekan dan bidannya tinggal di desa.",
    "“Pariwisata bukan hanya milik pemodal besar, rumah penduduk pun dapat menjadi penginapan yang layak,” ujarnya.",
    "Ia menambahkan, setiap rupiah dana desa wajib dipasang pada papan pengumuman agar warga dapat mengawasinya.",
    "Gubernur juga meminta kepala desa berhenti membuat rapat yang tidak menghasilkan keputusan.",
]
PRICES = [
    "Dinas Perdagangan mencatat harga beras medium pekan ini Rp{a} per kilogram di pasar induk.",
    "Harga cabai rawit Rp{b} per kilogram, sedangkan bawang merah Rp{c} per kilogram.",
    "Stok beras di gudang mencapai {d} ton dan cukup untuk {e} pekan ke depan.",
    "Harga daging sapi bertahan pada Rp{f} per kilogram di seluruh pasar yang dipantau petugas.",
    "Petugas memantau {g} pasar tradisional dan {e} toko ritel pada minggu ke-{w}.",
]
LAWS = [
    "Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik",
    "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah sebagaimana telah diubah "
    "beberapa kali, terakhir dengan "
    "Undang-Undang Nomor 9 Tahun 2015 tentang Perubahan Kedua atas Undang-Undang Nomor 23 Tahun 2014",
    "Peraturan Pemerintah Nomor 18 Tahun 2016 tentang Perangkat Daerah",
]
LEGAL = [
    "Pemerintah {unit} menetapkan {m} perangkat daerah sebagai badan publik percontohan.",
    "Penetapan itu berdasarkan {law}.",
    "Sekretaris Daerah {third} menyebutkan seluruh badan publik wajib mengumumkan informasi secara berkala.",
    "Penilaian berlangsung {n} hari dan melibatkan komisi informasi.",
]
MEETING = [
    "Bupati {head} memimpin rapat evaluasi serapan anggaran triwulan di ruang kerjanya, {day}.",
    "Hadir dalam rapat itu {officials}.",
    "Serapan anggaran baru mencapai {m} persen dari pagu {money} miliar rupiah.",
    "Bupati meminta laporan tertulis diserahkan paling lambat dalam {n} jam.",
]


def priced(r: random.Random, template: str, week: int) -> str:
    """A line of the price bulletin with figures of its own."""
    return template.format(
        a=f"{r.randint(9, 14)}.{r.randint(1, 9)}50",
        b=f"{r.randint(30, 90)}.{r.randint(1, 9)}00",
        c=f"{r.randint(20, 45)}.{r.randint(1, 9)}00",
        d=f"{r.randint(1, 9)}.{r.randint(100, 999)}",
        e=r.randint(3, 29),
        f=f"1{r.randint(10, 29)}.000",
        g=r.randint(4, 40),
        w=week,
    )
