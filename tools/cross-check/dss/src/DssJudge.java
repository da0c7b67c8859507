import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.policy.ValidationPolicy;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.diagnostic.DiagnosticData;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.diagnostic.TimestampWrapper;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.policy.ValidationPolicyLoader;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * Judges signed PDFs with EU DSS under its strict policy, offline.
 *
 * Arguments: a folder of anchors (DER, *.crt), a folder of CRLs (DER, *.crl), then the PDFs, each as
 * LEVEL=PATH. Files of B-LT and B-LTA are judged without the CRLs: they bring what is needed.
 * Output: one line a file, tab separated: path, indication, sub-indication, format, scope, intact,
 * undefined changes, annotation changes, form changes, extension changes, AdES errors, and of every
 * time-stamp its type and indication.
 */
public final class DssJudge {
  private static final List<String> MADE_FATAL =
      List.of(
          "ByteRangeCollision",
          "PdfAnnotationOverlap",
          "PdfVisualDifference",
          "DocMDP",
          "FieldMDP",
          "SigFieldLock",
          "UndefinedChanges");

  public static void main(String[] arguments) throws Exception {
    CommonTrustedCertificateSource anchors = new CommonTrustedCertificateSource();
    for (Path path : list(arguments[0], ".crt")) {
      anchors.addCertificate(DSSUtils.loadCertificate(path.toFile()));
    }
    List<DSSDocument> crls = new ArrayList<>();
    for (Path path : list(arguments[1], ".crl")) {
      crls.add(new FileDocument(path.toFile()));
    }
    for (int index = 2; index < arguments.length; index++) {
      String[] document = arguments[index].split("=", 2);
      CommonCertificateVerifier verifier = new CommonCertificateVerifier();
      verifier.setTrustedCertSources(anchors);
      verifier.setAIASource(null);
      if (!document[0].startsWith("B-L")) {
        verifier.setCrlSource(new ExternalResourcesCRLSource(crls.toArray(new DSSDocument[0])));
      }
      System.out.println(judge(document[1], verifier));
    }
  }

  private static String judge(String file, CommonCertificateVerifier verifier) throws Exception {
    StringJoiner line = new StringJoiner("\t").add(file);
    SignedDocumentValidator validator =
        SignedDocumentValidator.fromDocument(new FileDocument(new File(file)));
    validator.setCertificateVerifier(verifier);
    Reports reports = validator.validateDocument(strictPolicy());
    SimpleReport simple = reports.getSimpleReport();
    DiagnosticData diagnostic = reports.getDiagnosticData();
    String id = simple.getFirstSignatureId();
    if (id == null) {
      return line.add("NO_SIGNATURE").toString();
    }
    SignatureWrapper signature = diagnostic.getSignatureById(id);
    Indication indication = simple.getIndication(id);
    StringJoiner errors = new StringJoiner("; ");
    simple.getAdESValidationErrors(id).forEach(message -> errors.add(message.getValue()));
    StringJoiner timeStamps = new StringJoiner(" ");
    for (TimestampWrapper stamp : signature.getTimestampList()) {
      timeStamps.add(stamp.getType() + "=" + reports.getSimpleReport().getIndication(stamp.getId()));
    }
    return line.add(String.valueOf(indication))
        .add(String.valueOf(simple.getSubIndication(id)))
        .add(String.valueOf(simple.getSignatureFormat(id)))
        .add(String.valueOf(simple.getSignatureScopes(id).get(0).getScope()))
        .add(String.valueOf(signature.isSignatureIntact()))
        .add(String.valueOf(signature.getPdfUndefinedChanges().size()))
        .add(String.valueOf(signature.getPdfAnnotationChanges().size()))
        .add(String.valueOf(signature.getPdfSignatureOrFormFillChanges().size()))
        .add(String.valueOf(signature.getPdfExtensionChanges().size()))
        .add(errors.toString())
        .add(timeStamps.toString())
        .toString();
  }

  /** The default policy passes painted-over pages: what it only warns of becomes a failure. */
  private static ValidationPolicy strictPolicy() throws Exception {
    String text;
    try (InputStream stream = DssJudge.class.getResourceAsStream("/policy/constraint.xml")) {
      text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    for (String constraint : MADE_FATAL) {
      String before = "<" + constraint + " Level=\"WARN\"";
      if (!text.contains(before)) {
        throw new IllegalStateException("the policy has no " + before);
      }
      text = text.replace(before, "<" + constraint + " Level=\"FAIL\"");
    }
    text = text.replace("<UndefinedChanges", "<AnnotationChanges Level=\"FAIL\" /><UndefinedChanges");
    return ValidationPolicyLoader.fromValidationPolicy(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
        .withDefaultCryptographicSuite()
        .create();
  }

  private static List<Path> list(String folder, String ending) throws Exception {
    try (Stream<Path> paths = Files.list(Path.of(folder))) {
      return paths.filter(path -> path.toString().endsWith(ending)).sorted().toList();
    }
  }
}
