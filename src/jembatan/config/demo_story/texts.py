"""The texts of the demonstration. Events, people, outlets and figures are invented; places are real.

Times are days before the day of loading, so that the demonstration is always of this week and the last.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoRelease:
    """One release: who issues it, its paragraphs, how far it has come, whether it is sent."""

    key: str
    unit: str
    title: str
    paragraphs: tuple[str, ...]
    reaches: str = "published"
    is_sent: bool = True


@dataclass(frozen=True, slots=True)
class DemoEvent:
    """One event with its releases. `day` counts from today (negative: past), `hour` is local."""

    key: str
    unit: str
    title: str
    place: str
    day: int
    hour: int
    leaders: tuple[str, ...]
    scene: str
    photos: tuple[str, ...]
    releases: tuple[DemoRelease, ...] = ()
    host: str = ""
    participants: tuple[str, ...] = ()


#: (unit, name, front title, back title, office). The unit's government is led by the person.
LEADERS = (
    ("ntt", "Yohanes Tanaem", "", "S.T., M.Si.", "Gubernur Nusa Tenggara Timur"),
    ("ntt", "Maria Goreti Lado", "Dra.", "", "Wakil Gubernur Nusa Tenggara Timur"),
    ("sumba-barat", "Umbu Dairo Kalumbang", "", "S.H.", "Bupati Sumba Barat"),
    ("manggarai-timur", "Fransiskus Jehaman", "Drs.", "", "Bupati Manggarai Timur"),
    ("kota-kupang", "Ruth Penina Mboeik", "", "S.E.", "Wali Kota Kupang"),
    ("flores-timur", "Lambertus Ola Tokan", "", "S.Sos.", "Bupati Flores Timur"),
    ("sikka", "Theresia Nona Dua", "dr.", "", "Bupati Sikka"),
)

#: (name, kind, city, domain)
OUTLETS = (
    ("Suara Sabana", "online", "Waingapu", "suarasabana.example"),
    ("Lontar Pos", "print", "Kupang", "lontarpos.example"),
    ("Kabar Flobamora", "online", "Kupang", "kabarflobamora.example"),
    ("Radio Gema Komodo", "radio", "Borong", "gemakomodo.example"),
    ("Warta Lembata Raya", "online", "Larantuka", "wartalembata.example"),
    ("Tenun News", "online", "Maumere", "tenunnews.example"),
)

#: (unit, name, outlet, mailbox)
CONTACTS = (
    ("ntt", "Redaksi Lontar Pos", "Lontar Pos", "redaksi@lontarpos.example"),
    ("ntt", "Yuliana Bere", "Kabar Flobamora", "yuliana@kabarflobamora.example"),
    ("ntt", "Redaksi Suara Sabana", "Suara Sabana", "redaksi@suarasabana.example"),
    ("ntt", "Redaksi Tenun News", "Tenun News", "redaksi@tenunnews.example"),
    ("sumba-barat", "Redaksi Suara Sabana", "Suara Sabana", "redaksi@suarasabana.example"),
    ("sumba-barat", "Redaksi Lontar Pos", "Lontar Pos", "redaksi@lontarpos.example"),
    ("manggarai-timur", "Meja berita Gema Komodo", "Radio Gema Komodo", "berita@gemakomodo.example"),
    ("manggarai-timur", "Redaksi Kabar Flobamora", "Kabar Flobamora", "redaksi@kabarflobamora.example"),
    ("kota-kupang", "Redaksi Lontar Pos", "Lontar Pos", "redaksi@lontarpos.example"),
    ("kota-kupang", "Redaksi Kabar Flobamora", "Kabar Flobamora", "redaksi@kabarflobamora.example"),
    ("flores-timur", "Redaksi Warta Lembata Raya", "Warta Lembata Raya", "redaksi@wartalembata.example"),
    ("sikka", "Redaksi Tenun News", "Tenun News", "redaksi@tenunnews.example"),
)

EVENTS = (
    DemoEvent(
        "raker",
        "ntt",
        "Rapat kerja kehumasan se-NTT",
        "Hotel Bukit Matawai, Waikabubak",
        -6,
        9,
        ("Maria Goreti Lado", "Umbu Dairo Kalumbang"),
        "meeting",
        ("Peserta rapat kerja kehumasan menyimak paparan pembuka", "Penandatanganan berita acara kesepakatan"),
        host="sumba-barat",
        participants=("sumba-barat", "manggarai-timur", "kota-kupang"),
        releases=(
            DemoRelease(
                "raker-ntt",
                "ntt",
                "Humas se-NTT sepakati satu pola kerja peliputan dan arsip foto",
                (
                    "Waikabubak – Dua puluh dua unit humas dari kabupaten dan kota se-Nusa Tenggara Timur menyepakati satu pola kerja "
                    "peliputan dan pengarsipan foto kegiatan pimpinan. Kesepakatan itu ditandatangani pada hari kedua rapat kerja "
                    "kehumasan yang berlangsung di Hotel Bukit Matawai, Waikabubak.",
                    "Wakil Gubernur NTT, Dra. Maria Goreti Lado, mengatakan kesepakatan tersebut lahir dari kebutuhan yang nyata di "
                    "lapangan. Selama ini setiap unit menyimpan foto dengan caranya sendiri, sehingga satu peristiwa penting sulit "
                    "ditemukan kembali ketika masyarakat atau pers membutuhkannya.",
                    "“Foto yang tidak dapat ditemukan sama saja dengan foto yang tidak pernah diambil. Mulai bulan depan, setiap foto "
                    "kegiatan pimpinan harus memiliki keterangan, nama pengambil gambar, dan tanggal,” kata Maria Goreti Lado.",
                    "Dalam rapat itu peserta juga membahas alur persetujuan siaran pers. Setiap siaran pers wajib diperiksa oleh orang "
                    "kedua sebelum dikirim kepada media, dan waktu pemeriksaan dibatasi paling lama dua jam untuk berita kegiatan "
                    "harian.",
                    "Biro Administrasi Pimpinan Setda NTT akan mendampingi enam kabupaten pada tahap pertama, yaitu Sumba Barat, Sumba "
                    "Tengah, Manggarai Timur, Flores Timur, Alor, dan Malaka. Pendampingan berlangsung selama tiga bulan.",
                ),
            ),
            DemoRelease(
                "raker-matim",
                "manggarai-timur",
                "Manggarai Timur bawa pulang tiga tugas dari rapat humas",
                (
                    "Borong – Bagian Protokol dan Komunikasi Pimpinan Kabupaten Manggarai Timur pulang dari rapat kerja kehumasan di "
                    "Waikabubak dengan tiga tugas yang harus selesai sebelum akhir triwulan.",
                    "Tugas pertama ialah menata ulang empat ribu foto kegiatan bupati yang selama ini tersebar di ponsel pribadi staf. "
                    "Foto-foto itu akan dipindahkan ke satu tempat penyimpanan bersama, lengkap dengan nama kampung dan kecamatan.",
                    "Tugas kedua, membuka satu nomor layanan pertanyaan wartawan yang dijawab pada hari yang sama. Tugas ketiga, "
                    "menyusun daftar kontak media yang diperbarui setiap enam bulan.",
                    "“Kami tidak mau kesepakatan ini berhenti sebagai kertas. Setiap Jumat kami periksa kemajuannya di ruang rapat, "
                    "terbuka, dengan angka,” ujar Bupati Manggarai Timur, Drs. Fransiskus Jehaman, di Borong.",
                    "Staf humas dari sembilan kecamatan akan dilatih memotret dengan ponsel pada pekan depan. Pelatihan berlangsung di "
                    "aula kantor bupati dan terbuka juga bagi pegiat komunitas.",
                ),
            ),
        ),
    ),
    DemoEvent(
        "jagung",
        "sumba-barat",
        "Panen raya jagung kelompok tani Padi Eti",
        "Desa Wee Rame, Kecamatan Wewewa Selatan",
        -5,
        8,
        ("Umbu Dairo Kalumbang",),
        "harvest",
        ("Bupati memetik jagung bersama kelompok tani", "Hamparan jagung siap panen di lereng bukit"),
        releases=(
            DemoRelease(
                "jagung-sb",
                "sumba-barat",
                "Panen jagung di lahan 40 hektare, petani pilih simpan benih sendiri",
                (
                    "Waikabubak – Kelompok tani Padi Eti memanen jagung dari lahan seluas 40 hektare yang tiga tahun lalu masih berupa "
                    "padang alang-alang. Hasilnya 4,2 ton per hektare, naik dari 2,9 ton pada panen pertama.",
                    "Bupati Sumba Barat, Umbu Dairo Kalumbang, ikut memetik tongkol pertama bersama 63 kepala keluarga anggota kelompok. "
                    "Ia menyebut kenaikan itu sebagai buah dari kerja bersama antara petani, penyuluh, dan dua sekolah kejuruan.",
                    "“Yang paling saya hargai, kelompok ini menyisihkan sepuluh persen hasil sebagai benih. Musim depan mereka tidak "
                    "menunggu bantuan,” kata Umbu Dairo Kalumbang di tengah ladang.",
                    "Ketua kelompok, Ngongo Bulu, menjelaskan bahwa air menjadi persoalan utama. Dua embung yang dibangun tahun lalu "
                    "hanya cukup untuk separuh lahan, dan sisanya masih bergantung pada hujan.",
                    "Dinas Pertanian mencatat harga jagung pipilan di tingkat petani pada hari panen sebesar Rp5.400 per kilogram. "
                    "Koperasi desa membeli seluruh hasil yang tidak disimpan.",
                ),
            ),
        ),
    ),
    DemoEvent(
        "kapal",
        "flores-timur",
        "Peluncuran kapal puskesmas keliling",
        "Dermaga Larantuka",
        -4,
        10,
        ("Lambertus Ola Tokan", "Yohanes Tanaem"),
        "harbour",
        ("Kapal puskesmas keliling bersandar sebelum pelayaran pertama", "Petugas memuat obat dan alat pemeriksaan"),
        host="flores-timur",
        participants=("ntt", "sikka"),
        releases=(
            DemoRelease(
                "kapal-flotim",
                "flores-timur",
                "Kapal puskesmas mulai berlayar, 14 desa pulau dilayani dua kali sebulan",
                (
                    "Larantuka – Kapal puskesmas keliling milik Pemerintah Kabupaten Flores Timur memulai pelayaran pertamanya dari "
                    "Dermaga Larantuka. Kapal sepanjang 18 meter itu akan singgah di 14 desa pulau, masing-masing dua kali sebulan.",
                    "Di dalam kapal tersedia ruang periksa, kursi gigi, lemari pendingin vaksin, dan satu ranjang bersalin. Enam tenaga "
                    "kesehatan bertugas bergantian, terdiri atas seorang dokter, dua bidan, dua perawat, dan seorang petugas gizi.",
                    "“Selama ini ibu hamil dari Pulau Solor harus menyeberang dua jam dengan perahu kecil. Sekarang pemeriksaan yang "
                    "mendatangi mereka,” kata Bupati Flores Timur, Lambertus Ola Tokan.",
                    "Jadwal singgah ditempel di kantor desa dan gereja, serta dikirim lewat pesan singkat kepada kader posyandu. Bila "
                    "gelombang lebih tinggi dari dua meter, kapal menunda pelayaran dan jadwal pengganti diumumkan pada hari yang sama.",
                    "Biaya operasional kapal sebesar Rp1,8 miliar setahun bersumber dari anggaran daerah. Masyarakat tidak dipungut "
                    "bayaran untuk pemeriksaan dasar.",
                ),
            ),
            DemoRelease(
                "kapal-ntt",
                "ntt",
                "Gubernur: layanan kesehatan harus menjangkau pulau terkecil",
                (
                    "Larantuka – Gubernur Nusa Tenggara Timur, Yohanes Tanaem, S.T., M.Si., meminta seluruh kabupaten kepulauan meniru "
                    "langkah Flores Timur yang mengoperasikan kapal puskesmas keliling.",
                    "Pemerintah provinsi menyiapkan dana pendamping untuk tiga kapal serupa pada tahun anggaran mendatang. Kabupaten "
                    "yang mengusulkan harus memiliki tenaga kesehatan tetap dan rencana perawatan kapal.",
                    "“Kita punya lebih dari enam ratus pulau. Ukuran keberhasilan kita bukan gedung di ibu kota, melainkan anak yang "
                    "lahir selamat di pulau yang paling jauh,” tutur Yohanes Tanaem.",
                    "Dinas Kesehatan Provinsi mencatat 118 desa pulau belum memiliki bidan menetap. Pemetaan itu menjadi dasar pembagian "
                    "kapal dan penempatan tenaga kesehatan.",
                ),
            ),
        ),
    ),
    DemoEvent(
        "pasar",
        "kota-kupang",
        "Pembukaan kembali Pasar Oeba setelah penataan",
        "Pasar Oeba, Kelurahan Fatubesi",
        -3,
        7,
        ("Ruth Penina Mboeik",),
        "market",
        ("Wali kota berbincang dengan pedagang ikan", "Lorong pasar yang baru dengan saluran air tertutup"),
        releases=(
            DemoRelease(
                "pasar-kupang",
                "kota-kupang",
                "Pasar Oeba dibuka lagi, 312 pedagang kembali berjualan",
                (
                    "Kupang – Pasar Oeba di Kelurahan Fatubesi dibuka kembali setelah lima bulan ditata. Sebanyak 312 pedagang menempati "
                    "lapak yang dibagi melalui undian terbuka.",
                    "Wali Kota Kupang, Ruth Penina Mboeik, memastikan tidak ada pungutan untuk memperoleh lapak. Daftar pemenang undian "
                    "ditempel di dinding pasar agar siapa pun dapat memeriksanya.",
                    "“Kalau ada yang meminta uang untuk lapak, potret orangnya dan kirimkan kepada kami hari itu juga,” ujar Ruth Penina "
                    "Mboeik di hadapan para pedagang.",
                    "Penataan meliputi saluran air tertutup sepanjang 640 meter, tempat penampungan sampah, dan ruang menyusui. Lorong "
                    "ikan kini terpisah dari lorong sayur.",
                    "Retribusi harian tetap Rp3.000 dan dibayar dengan karcis berkode. Pemerintah kota mengevaluasi penataan ini bersama "
                    "perwakilan pedagang setelah tiga bulan.",
                ),
            ),
        ),
    ),
    DemoEvent(
        "sekolah",
        "manggarai-timur",
        "Peresmian asrama SMP Satu Atap Elar",
        "Desa Tiwu Kondo, Kecamatan Elar",
        -2,
        9,
        ("Fransiskus Jehaman",),
        "school",
        ("Murid menyambut peresmian asrama dengan tarian caci", "Bangunan asrama berkapasitas 96 murid"),
        releases=(
            DemoRelease(
                "sekolah-matim",
                "manggarai-timur",
                "Asrama di Elar akhiri jalan kaki tiga jam ke sekolah",
                (
                    "Borong – Sembilan puluh enam murid SMP Satu Atap Elar kini tinggal di asrama dan tidak lagi berjalan kaki sampai tiga "
                    "jam setiap hari. Asrama itu diresmikan Bupati Manggarai Timur, Drs. Fransiskus Jehaman.",
                    "Bangunan dua lantai tersebut dikerjakan selama delapan bulan oleh tukang setempat dengan kayu dan batu dari desa "
                    "sekitar. Listriknya berasal dari panel surya berdaya 6 kilowatt.",
                    "Kepala sekolah, Sr. Agnes Wela, mengatakan angka putus sekolah di tempatnya mencapai 11 persen tahun lalu. Sebagian "
                    "besar berhenti karena jarak, bukan karena biaya.",
                    "“Anak-anak tidur cukup, makan teratur, dan belajar malam dengan lampu yang terang. Saya menunggu nilai mereka "
                    "semester depan,” kata Fransiskus Jehaman.",
                    "Pengelolaan asrama melibatkan orang tua murid. Setiap keluarga menyumbang beras lima kilogram sebulan, sedangkan lauk "
                    "dan upah juru masak ditanggung pemerintah kabupaten.",
                ),
            ),
        ),
    ),
    DemoEvent(
        "tenun",
        "sikka",
        "Pembukaan Pekan Tenun Ikat Sikka",
        "Lapangan Kota Baru, Maumere",
        -2,
        16,
        ("Theresia Nona Dua", "Maria Goreti Lado"),
        "weaving",
        ("Penenun dari 21 kecamatan memamerkan kain pewarna alam", "Pengunjung mencoba mengikat benang lungsi"),
        participants=("ntt", "flores-timur"),
        releases=(
            DemoRelease(
                "tenun-sikka",
                "sikka",
                "Pekan Tenun Ikat Sikka hadirkan 140 penenun dan satu aturan baru",
                (
                    "Maumere – Seratus empat puluh penenun dari 21 kecamatan memenuhi Lapangan Kota Baru pada pembukaan Pekan Tenun Ikat "
                    "Sikka. Tahun ini panitia memberlakukan satu aturan baru: setiap kain dijual dengan nama penenunnya.",
                    "Bupati Sikka, dr. Theresia Nona Dua, menyatakan pencantuman nama melindungi penenun dari peniruan motif. Label kain "
                    "memuat nama, kampung, jenis pewarna, dan lama pengerjaan.",
                    "“Kain ini bukan barang tanpa tuan. Pembeli berhak tahu siapa yang menenunnya selama empat bulan,” kata Theresia Nona "
                    "Dua.",
                    "Pada hari pertama tercatat transaksi Rp214 juta. Kain dengan pewarna alam dari akar mengkudu dan daun nila paling "
                    "banyak dicari.",
                    "Pekan tenun berlangsung lima hari dan ditutup dengan lelang kain lama milik keluarga. Hasil lelang digunakan untuk "
                    "membeli benang bagi kelompok penenun muda.",
                ),
            ),
            DemoRelease(
                "tenun-ntt",
                "ntt",
                "Provinsi siapkan perlindungan motif bagi 34 kelompok penenun",
                (
                    "Maumere – Pemerintah Provinsi Nusa Tenggara Timur membantu pendaftaran indikasi geografis bagi 34 kelompok penenun "
                    "pada tahun ini. Wakil Gubernur NTT, Dra. Maria Goreti Lado, menyampaikannya ketika membuka Pekan Tenun Ikat Sikka.",
                    "Biaya pendaftaran dan penyusunan dokumen ditanggung provinsi. Kelompok cukup menunjukkan contoh kain, sejarah motif, "
                    "dan daftar anggota.",
                    "“Motif adalah ingatan sebuah kampung. Kita daftarkan sebelum orang lain mendaftarkannya,” ujar Maria Goreti Lado.",
                ),
                reaches="submitted",
                is_sent=False,
            ),
        ),
    ),
    DemoEvent(
        "air",
        "sumba-barat",
        "Serah terima jaringan air bersih Loli Atas",
        "Kelurahan Loli, Waikabubak",
        -1,
        9,
        ("Umbu Dairo Kalumbang",),
        "water",
        ("Warga mengisi jeriken dari keran umum yang baru",),
        releases=(
            DemoRelease(
                "air-sb",
                "sumba-barat",
                "Air bersih mengalir ke 480 rumah di Loli Atas",
                (
                    "Waikabubak – Air bersih dari mata air Wee Paboba kini mengalir ke 480 rumah di Loli Atas. Jaringan pipa sepanjang 7,3 "
                    "kilometer itu diserahkan kepada badan pengelola yang dipilih warga.",
                    "Sebelumnya warga membeli air tangki seharga Rp120.000 untuk lima ribu liter. Kini iuran bulanan disepakati Rp25.000 "
                    "per rumah untuk perawatan pompa.",
                    "“Pemerintah membangun, warga merawat. Buku kas badan pengelola boleh dibaca siapa saja,” kata Bupati Sumba Barat, "
                    "Umbu Dairo Kalumbang.",
                    "Debit mata air pada puncak kemarau tercatat 6 liter per detik, cukup untuk kebutuhan dasar. Pembagian bergilir "
                    "berlaku bila debit turun di bawah 4 liter per detik.",
                ),
            ),
        ),
    ),
    DemoEvent(
        "bencana",
        "ntt",
        "Gladi kesiapsiagaan bencana tingkat provinsi",
        "Lapangan Polda NTT, Kupang",
        0,
        8,
        ("Yohanes Tanaem",),
        "drill",
        ("Regu penolong memasang tenda pengungsian dalam 12 menit",),
        participants=("kota-kupang",),
        releases=(
            DemoRelease(
                "bencana-ntt",
                "ntt",
                "Gladi bencana uji rantai kabar dari desa ke posko provinsi",
                (
                    "Kupang – Pemerintah Provinsi Nusa Tenggara Timur menguji rantai kabar bencana dari tingkat desa sampai posko provinsi "
                    "dalam gladi yang diikuti 430 orang. Skenarionya ialah siklon yang datang pada malam hari.",
                    "Kabar pertama dari desa diterima posko dalam 9 menit, lebih cepat daripada target 15 menit. Dua kecamatan tanpa "
                    "sinyal telepon memakai radio antarpenduduk.",
                    "“Siklon tidak menunggu sinyal. Maka latihan kita pun tidak boleh bergantung pada sinyal,” tegas Gubernur Yohanes "
                    "Tanaem.",
                    "Hasil gladi menunjukkan tiga kekurangan: daftar warga rentan belum mutakhir, kunci gudang logistik dipegang satu "
                    "orang, dan peta jalur evakuasi belum terpasang di sekolah. Ketiganya diperbaiki paling lambat dua pekan.",
                ),
                reaches="cleared",
                is_sent=False,
            ),
            DemoRelease(
                "bencana-kupang",
                "kota-kupang",
                "Kota Kupang siapkan 51 titik kumpul untuk cuaca ekstrem",
                (
                    "Kupang – Pemerintah Kota Kupang menetapkan 51 titik kumpul warga untuk menghadapi cuaca ekstrem. Setiap titik memiliki "
                    "penanggung jawab, daftar warga rentan, dan persediaan air untuk dua hari.",
                    "Wali Kota Kupang, Ruth Penina Mboeik, meminta setiap ketua rukun tetangga mengenali warga lanjut usia dan penyandang "
                    "disabilitas di lingkungannya.",
                ),
                reaches="draft",
                is_sent=False,
            ),
        ),
    ),
    DemoEvent(
        "stunting",
        "sikka",
        "Rapat evaluasi penurunan stunting",
        "Aula Kantor Bupati Sikka, Maumere",
        1,
        9,
        ("Theresia Nona Dua",),
        "meeting",
        (),
        releases=(),
    ),
    DemoEvent(
        "jalan",
        "flores-timur",
        "Peninjauan ruas jalan Lato–Nobo",
        "Kecamatan Titehena",
        -1,
        10,
        ("Lambertus Ola Tokan",),
        "road",
        ("Bupati meninjau pelebaran tikungan di Lato",),
        releases=(
            DemoRelease(
                "jalan-flotim",
                "flores-timur",
                "Ruas Lato–Nobo tuntas, waktu tempuh turun dari 70 ke 35 menit",
                (
                    "Larantuka – Perbaikan ruas jalan Lato–Nobo sepanjang 21 kilometer telah selesai. Waktu tempuh antara kedua tempat "
                    "turun dari 70 menit menjadi 35 menit.",
                    "Bupati Flores Timur, Lambertus Ola Tokan, meninjau empat tikungan yang dilebarkan dan dua jembatan kecil yang diganti. "
                    "Pekerjaan berlangsung tujuh bulan, lebih cepat satu bulan dari kontrak.",
                    "“Jalan ini membawa kelapa, ikan, dan anak sekolah. Rawat saluran airnya, maka jalannya akan berumur panjang,” pesan "
                    "Lambertus Ola Tokan kepada kepala desa.",
                    "Dinas Pekerjaan Umum memasang 46 rambu dan cermin tikungan. Truk bermuatan lebih dari delapan ton untuk sementara "
                    "dilarang melintas sampai lapisan aspal mengeras.",
                ),
            ),
        ),
    ),
)
