import com.sun.management.OperatingSystemMXBean;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.pades.validation.PDFDocumentValidator;
import eu.europa.esig.dss.pdf.modifications.DefaultPdfDifferencesFinder;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxDefaultObjectFactory;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.validation.reports.Reports;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says how much processor time EU DSS takes for one signed PDF, warm, offline, without comparing pages as pictures.
 *
 * Arguments: a folder with anchors/*.crt, crls/*.crl (DER) and document.pdf; how many times; when (RFC 3339).
 * Output: the median in milliseconds. Of the whole process: what other threads do for it counts too. The clock of a
 * process ticks slowly, so several rounds are measured together.
 */
public final class DssTimer {
  private static final int TOGETHER = 10;

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    Date at = Date.from(java.time.Instant.parse(arguments[2]));
    byte[] pdf = Files.readAllBytes(folder.resolve("document.pdf"));
    CommonTrustedCertificateSource anchors = new CommonTrustedCertificateSource();
    for (Path path : list(folder.resolve("anchors"))) {
      anchors.addCertificate(DSSUtils.loadCertificate(path.toFile()));
    }
    DSSDocument[] crls =
        list(folder.resolve("crls")).stream()
            .map(path -> new FileDocument(path.toFile()))
            .toArray(DSSDocument[]::new);
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    // The compiler of Java needs some hundred rounds until it has nothing left to do.
    int warmUp = Math.max(20, rounds);
    for (int round = 0; round < warmUp; round++) {
      validate(pdf, anchors, crls, at);
    }
    double[] times = new double[(rounds + TOGETHER - 1) / TOGETHER];
    for (int block = 0; block < times.length; block++) {
      long before = system.getProcessCpuTime();
      for (int round = 0; round < TOGETHER; round++) {
        validate(pdf, anchors, crls, at);
      }
      times[block] = (system.getProcessCpuTime() - before) / 1e6 / TOGETHER;
    }
    Arrays.sort(times);
    System.out.println(times[times.length / 2]);
  }

  private static void validate(
      byte[] pdf, CommonTrustedCertificateSource anchors, DSSDocument[] crls, Date at) {
    CommonCertificateVerifier verifier = new CommonCertificateVerifier();
    verifier.setTrustedCertSources(anchors);
    verifier.setAIASource(null);
    if (crls.length > 0) {
      verifier.setCrlSource(new ExternalResourcesCRLSource(crls));
    }
    DefaultPdfDifferencesFinder differences = new DefaultPdfDifferencesFinder();
    differences.setMaximalPagesAmountForVisualComparison(0);
    PdfBoxDefaultObjectFactory factory = new PdfBoxDefaultObjectFactory();
    factory.setPdfDifferencesFinder(differences);
    PDFDocumentValidator validator = new PDFDocumentValidator(new InMemoryDocument(pdf));
    validator.setPdfObjFactory(factory);
    validator.setCertificateVerifier(verifier);
    validator.setValidationTime(at);
    Reports reports = validator.validateDocument();
    String id = reports.getSimpleReport().getFirstSignatureId();
    if (id == null || !reports.getDiagnosticData().getSignatureById(id).isSignatureIntact()) {
      throw new IllegalStateException("DSS finds the document broken");
    }
    String indication = String.valueOf(reports.getSimpleReport().getIndication(id));
    if (!indication.equals("TOTAL_PASSED")) {
      throw new IllegalStateException("DSS does not believe the document: " + indication);
    }
  }

  private static List<Path> list(Path folder) throws Exception {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.sorted().toList();
    }
  }
}
