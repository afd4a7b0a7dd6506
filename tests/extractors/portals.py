"""Pages as law portals build them, made for tests: one document in frames of several kinds, with all their furniture."""

from __future__ import annotations

ROWS = [
    (
        "1",
        "Xây dựng nền tảng dữ liệu dùng chung của tỉnh, kết nối với nền tảng quốc gia",
        "Sở Khoa học và Công nghệ",
        "Quý IV/2025",
    ),
    ("2", "Đào tạo kỹ năng số cho cán bộ, công chức, viên chức và người dân", "Sở Nội vụ", "Hằng năm"),
    ("3", "Phát triển hạ tầng viễn thông băng rộng cố định và di động 5G", "Sở Khoa học và Công nghệ", "2025 - 2026"),
]

LETTERHEAD = """<table width="100%"><tr><td><p><b>ỦY BAN NHÂN DÂN<br>TỈNH KHÁNH HÒA<br>-------</b></p></td>
<td><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</b></p></td></tr>
<tr><td>Số: 512/QĐ-UBND</td><td><i>Khánh Hòa, ngày 21 tháng 02 năm 2025</i></td></tr></table>"""

TASKS = (
    "<table border=1><thead><tr><th>TT</th><th>Nhiệm vụ</th><th>Cơ quan chủ trì</th><th>Thời gian hoàn thành</th></tr>"
    "</thead><tbody>"
    + "".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in ROWS)
    + "</tbody></table>"
)

MAIN = f"""{LETTERHEAD}
<p><b>QUYẾT ĐỊNH</b></p><p>Ban hành Chương trình hành động thực hiện Nghị quyết số 57-NQ/TW</p>
<p><i>Căn cứ <a href="/luat-77">Luật Tổ chức chính quyền địa phương ngày 19/02/2025</a>;</i></p>
<p><b>Điều 1.</b> Ban hành kèm theo Quyết định này Chương trình hành động của Ủy ban nhân dân tỉnh.</p>
<p><b>Điều 2.</b> Quyết định này có hiệu lực kể từ ngày ký.</p>
<table><tr><td><p>Nơi nhận:<br>- Như Điều 2;<br>- Lưu: VT.</p></td><td><p>TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH</p></td></tr></table>"""

ANNEX = f"""<p>PHỤ LỤC I</p><p>DANH MỤC NHIỆM VỤ</p>{TASKS}<p>Ghi chú cuối văn bản, không có dấu hiệu nào.</p>"""

DOCUMENT = MAIN + ANNEX

MENU = (
    "<ul>"
    + "".join(f'<li><a href="/{n}">{n}</a></li>' for n in ("Trang chủ", "Văn bản mới", "Tin tức", "Liên hệ"))
    + "</ul>"
)

ATTRIBUTES = """<table class="table"><tr><td>Số hiệu:</td><td>512/QĐ-UBND</td><td>Loại văn bản:</td><td>Quyết định</td></tr>
<tr><td>Nơi ban hành:</td><td>Tỉnh Khánh Hòa</td><td>Người ký:</td><td>Nguyễn Tấn Tuân</td></tr>
<tr><td>Ngày ban hành:</td><td>21/02/2025</td><td>Ngày hiệu lực:</td><td>21/02/2025</td></tr>
<tr><td>Ngày công báo:</td><td>Đang cập nhật</td><td>Tình trạng:</td><td>Còn hiệu lực</td></tr></table>"""

RELATED = (
    "<h3>Văn bản liên quan</h3><table><tr><th>STT</th><th>Số ký hiệu</th><th>Trích yếu</th><th>Ngày ban hành</th></tr>"
    + "".join(
        f'<tr><td>{n}</td><td><a href="/{n}">{n}/QĐ-UBND</a></td><td><a href="/{n}">Quyết định {n}/QĐ-UBND năm 2025 về'
        f" việc phê duyệt quy hoạch chi tiết khu dân cư số {n}</a></td><td>0{n}/01/2025</td></tr>"
        for n in range(1, 8)
    )
    + "</table>"
)

ENGLISH = """<p>SOCIALIST REPUBLIC OF VIETNAM</p><p>Independence - Freedom - Happiness</p><p>Article 1. The Action program of
the provincial People's Committee is promulgated together with this Decision.</p><table><tr><th>No.</th><th>Task</th>
<th>Lead agency</th><th>Deadline</th></tr><tr><td>1</td><td>Building the shared data platform of the province and
connecting it with the national platform</td><td>Department of Science and Technology</td><td>Quarter IV of 2025</td>
</tr><tr><td>2</td><td>Training in digital skills</td><td>Department of Home Affairs</td><td>Every year</td></tr></table>"""

COMMENTS = """<div class="comment-list"><h4>Bình luận</h4><p>Cho tôi hỏi quyết định này áp dụng cho xã của tôi từ khi nào, tôi đã
gửi đơn lên phòng một cửa mà chưa có ai trả lời cả, mong được giải đáp sớm.</p><p>Cảm ơn luật sư đã tư vấn.</p></div>"""

CONTENTS = """<div class="drawer"><span>Mục lục</span><div><span>Điều 1.</span></div><div>Điều 2.</div><div>Khoản 1</div></div>"""

TAIL = """<div id="cookie-notice">Trang này dùng cookie. <button>Đồng ý</button></div>
<script>document.write("<table><tr><td>rác</td></tr></table>")</script><noscript>Hãy bật JavaScript</noscript>
<template><table><tr><td>a</td><td>b</td><td>c</td></tr></table></template>"""

FRAMES = {
    "divs with ids": f"""<body><div id="header"><div id="menu">{MENU}</div></div><div id="breadcrumb">Trang chủ &gt; Văn bản</div>
<div id="content"><h1>Quyết định 512/QĐ-UBND năm 2025</h1>{ATTRIBUTES}<div id="toanvan">{{document}}</div>
<div class="share"><a href="#">Facebook</a> <a href="#">Zalo</a></div>{RELATED}{COMMENTS}</div>
<div id="footer">Bản quyền thuộc về Cổng thông tin. Điện thoại: 0258.123456</div>{TAIL}</body>""",
    "tables as layout": f"""<body><form action="x.aspx"><table width="980"><tr><td colspan="2">{MENU}</td></tr><tr>
<td width="200">{MENU}<table><tr><td>Thống kê truy cập</td></tr><tr><td>Hôm nay: 1.024</td></tr></table></td>
<td><table><tr><td>{ATTRIBUTES}</td></tr><tr><td><div>{{document}}</div></td></tr></table></td></tr>
<tr><td colspan="2">Bản quyền thuộc về Cổng thông tin điện tử tỉnh Khánh Hòa. Điện thoại: 0258.123456</td></tr></table></form>
{TAIL}</body>""",
    "tabs": f"""<body><header><nav>{MENU}</nav></header><main><h1>Quyết định 512/QĐ-UBND</h1>
<ul role="tablist"><li role="tab">Nội dung</li><li role="tab">Tiếng Anh</li><li role="tab">Thuộc tính</li></ul>
<div role="tabpanel" id="p1">{{document}}</div><div role="tabpanel" id="p2">{ENGLISH}</div>
<div role="tabpanel" id="p3">{ATTRIBUTES}</div><div role="tabpanel" id="p4" style="display: none">{TASKS}</div></main>
<aside>{RELATED}</aside><footer>Đơn vị chủ quản: Bộ Tư pháp. Địa chỉ: 60 Trần Phú</footer>{CONTENTS}{TAIL}</body>""",
    "no names at all": f"""<body><div>{MENU}</div><div><div><div>{ATTRIBUTES}</div><div>{{document}}</div></div>
<div>{RELATED}</div></div><div>Bản quyền thuộc về LuatVietnam. Hotline: 1900 6192</div>{TAIL}</body>""",
    "banner with the motto": f"""<body><div class="top"><span>ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA</span><span>CỔNG THÔNG TIN ĐIỆN TỬ</span>
</div><div class="main">{MENU}<div class="x"><div class="y">{{document}}</div></div></div>
<div class="bottom"><p>ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA</p><p>Điện thoại: 0258.123456</p></div>{TAIL}</body>""",
    "main and annex apart": f"""<body><div>{MENU}</div><article><section>{MAIN}</section><div class="ads">Quảng cáo
<a href="#">Mua ngay</a></div><section>{ANNEX}</section></article><div class="related-posts">{RELATED}</div>{COMMENTS}{TAIL}</body>""",
    "hidden until a script runs": f"""<body><nav>{MENU}</nav><div style="display:none" id="full">{{document}}</div>
<p>Đang tải văn bản</p>{TAIL}</body>""",
    "the body itself": "<body>{document}</body>",
}


def page(frame: str) -> bytes:
    """A page with the document in a frame."""
    body = FRAMES[frame].replace("{document}", DOCUMENT)
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>Văn bản</title></head>{body}</html>".encode()
