"""Records as the crawl holds them, shortened, with the tables run together as on the page."""

from typing import Any

WAYS = "Hình thức nộpThời gianPhí, lệ phíMô tả"
PAPERS = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
LAWS = "Tên văn bản pháp lýMã văn bản"
FURNITURE = (
    "Chọn cơ quan thực hiệnTỉnh/ Thành phốBộ ngành-- Chọn Tỉnh/ Thành phố --Phường/ XãSở-- Chọn Phường/ Xã --"
    "Hệ thống chỉ hiển thị những cơ quan đã áp dụng dịch vụ công trực tuyếnNộp hồ sơ"
)
NOTHING_MORE = "Từ khóaKhông có thông tinMô tảKhông có thông tin"


def raw(**changes: Any) -> dict[str, Any]:
    return {
        "ma_thu_tuc": "1.001193",
        "detail_url": "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/0",
        "ten_thu_tuc": "Thủ tục đăng ký khai sinh",
        "so_quyet_dinh": "1/QĐ-BTP",
        "cap_thuc_hien": "Cấp xã",
        "loai_thu_tuc": "TTHC được giao luật quy định chi tiết",
        "linh_vuc": "Hộ tịch",
        "doi_tuong_thuc_hien": "Công dân Việt Nam",
        "co_quan_co_tham_quyen": "",
        "dia_chi_tiep_nhan": "",
        "co_quan_duoc_uy_quyen": "",
        "co_quan_phoi_hop": "",
        "thu_tuc_lien_quan": "Không có thông tin",
        "trinh_tu_thuc_hien": "- Nộp hồ sơ.\nBước 1: Tiếp nhận.\nBước 2: Ghi sổ.",
        "cach_thuc_thuc_hien": f"{WAYS}Trực tiếp1 Ngày làm việcMiễn phí",
        "thanh_phan_ho_so": f"--{PAPERS}Tờ khai.1 bản chính",
        "can_cu_phap_ly": f"{LAWS}Luật Hộ tịch60/2014/QH13",
        "co_quan_thuc_hien": "Ủy ban nhân dân cấp xã",
        "yeu_cau_dieu_kien": "Không có thông tin",
        "ket_qua_xu_ly": f"Giấy khai sinhMã: KQ.G15.000031{NOTHING_MORE}{FURNITURE}",
        "bo_nganh": "bo-tu-phap",
    } | changes
