package io.roundhouse.routers.guard;

import java.util.List;

/** Some of the commonest first names that are not also common English words. */
final class FirstNames {

  static final List<String> ALL = List.of((
      "James John Robert Michael William David Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Steven Paul Andrew Joshua "
      + "Kenneth Kevin Brian George Timothy Ronald Edward Jason Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Scott "
      + "Brandon Benjamin Samuel Gregory Alexander Patrick Raymond Dennis Jerry Tyler Aaron Jose Adam Nathan Henry Zachary Douglas Peter "
      + "Kyle Ethan Walter Noah Jeremy Christian Keith Roger Terry Sean Gerald Carl Harold Dylan Arthur Lawrence Jordan Jesse Bryan Bruce "
      + "Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Margaret Sandra Ashley Kimberly Emily "
      + "Donna Michelle Carol Amanda Dorothy Melissa Deborah Stephanie Rebecca Sharon Laura Cynthia Kathleen Amy Angela Shirley "
      + "Anna Brenda "
      + "Pamela Emma Nicole Helen Samantha Katherine Christine Debra Rachel Carolyn Janet Catherine Maria Heather Diane Ruth Julie Olivia "
      + "Joyce Virginia Kelly Lauren Christina Joan Evelyn Judith Megan Andrea Cheryl Hannah Jacqueline Martha Gloria Teresa Ann Sara "
      + "Madison Frances Kathryn Janice Jean Abigail Alice Julia Judy Sophia Denise Amber Doris Marilyn Danielle Beverly Isabella Theresa "
      + "Diana Natalie Brittany Charlotte Marie Kayla Alexis Lori Hans Klaus Juergen Wolfgang Stefan Andreas Markus Sebastian Florian "
      + "Ingrid Ursula Petra Monika Sabine Katharina Pierre Jacques Philippe Nicolas Camille Chloe Giulia Giovanni Marco Luca Francesco "
      + "Carlos Luis Miguel Javier Carmen Isabel Pilar Ivan Sergei Dmitri Olga Natalia Svetlana Mohammed Ahmed Fatima Aisha Omar Hassan "
      + "Wei Ming Hiroshi Yuki Sakura Priya Raj Anil Deepak Sven Lars Bjorn Astrid Elle Karin Erik Emil Alma Silvia").split(" "));

  private FirstNames() {}
}
