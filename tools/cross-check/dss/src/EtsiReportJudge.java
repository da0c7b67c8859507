import eu.europa.esig.validationreport.ValidationReportUtils;
import java.io.File;
import java.util.List;
import javax.xml.transform.stream.StreamSource;

/**
 * Judges reports in XML by the schema of ETSI TS 119 102-2 V1.4.1, as EU DSS has it.
 *
 * Arguments: the XML files. Output: one line a file, tab separated: path, then every objection.
 */
public final class EtsiReportJudge {
  public static void main(String[] arguments) {
    for (String file : arguments) {
      List<String> objections =
          ValidationReportUtils.getInstance().validateAgainstXSD(new StreamSource(new File(file)));
      System.out.println(file + "\t" + String.join("; ", objections).replaceAll("\\s+", " "));
    }
  }
}
