package vn.sotruong.school.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.text.Normalizer;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class PdfTest {
    private static final String WORDS = "Nguyễn Thị Ngọc Ánh, Đặng Hữu Phước, Y Čăm Niê, Lường Thị Ưởng: 8,5 → 6,5";

    private static String text(byte[] file, int page) throws IOException {
        try (var document = Loader.loadPDF(file)) {
            var stripper = new PDFTextStripper();
            stripper.setStartPage(page);
            stripper.setEndPage(page);
            return stripper.getText(document);
        }
    }

    private static byte[] twoPages(String words) {
        return Pdf.render("<html><head><style>body { font-family: 'DejaVu Sans' } p + p { page-break-before: always }"
                + "</style></head><body><p>" + words + "</p><p><b>" + words + "</b></p></body></html>");
    }

    @Test
    void the_words_of_a_paper_are_found_again_composed_and_the_letters_lie_in_the_file() throws IOException {
        var file = twoPages(Normalizer.normalize(WORDS, Normalizer.Form.NFD));
        assertThat(Pdf.pages(file)).isEqualTo(2);
        assertThat(text(file, 1)).contains(WORDS);
        assertThat(text(file, 2)).contains(WORDS);
        try (var document = Loader.loadPDF(file)) {
            for (var page : document.getPages()) {
                for (var name : page.getResources().getFontNames()) {
                    assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
                }
            }
        }
    }

    @Test
    void a_mark_stands_on_each_page_and_hides_nothing() throws IOException {
        var file = Pdf.mark(twoPages(WORDS), "ĐÃ BỊ THAY THẾ", "Bản in số 1 không còn giá trị");
        for (int page = 1; page <= 2; page++) {
            assertThat(text(file, page)).contains(WORDS, "Bản in số 1 không còn giá trị");
            assertThat(text(file, page).replaceAll("\\s", "")).contains("ĐÃBỊTHAYTHẾ");
        }
    }

    @Test
    void a_paper_fetches_nothing() {
        assertThat(Pdf.render("<html><body><img src=\"file:///etc/hostname\" /><p>x</p></body></html>"))
                .isNotEmpty();
    }
}
